import { createHash } from "node:crypto";
import { AffineError } from "../../core/index.ts";
import { gitBlobHash } from "../file-hash.ts";
import type { HubFile, ModelHub, ModelRevision, Transfer } from "../model-hub.ts";
import { printable } from "../../io/index.ts";
import type { SourceFile } from "./identity-source.ts";
import { modelIdentity, type ModelIdentity } from "./model-identity.ts";

/**
 * The identity of a model in a repository, the same as {@link identityOfFolder} of its files. Weights are not fetched:
 * their hashes are the hub's object ids. What is fetched is checked against the hash that the hub lists.
 *
 * @param revision a revision, or what `describe` has told of one
 * @throws AffineError as `modelIdentity` and the hub's methods
 */
export async function identityOnHub(
  hub: ModelHub,
  repo: string,
  revision: string | ModelRevision,
  options: Pick<Transfer, "signal"> = {},
): Promise<ModelIdentity> {
  const described = typeof revision === "string" ? await hub.describe(repo, revision) : revision;
  return modelIdentity(described.files.map((file) => sourceOf(hub, described, file, options)));
}

function sourceOf(
  hub: ModelHub,
  { repo, revision }: ModelRevision,
  file: HubFile,
  options: Pick<Transfer, "signal">,
): SourceFile {
  const { path, sizeBytes, sha256 } = file;
  return {
    path,
    sizeBytes,
    ...(sha256 === undefined ? {} : { digest: () => Promise.resolve(sha256) }),
    read: () => checked(hub.read(repo, revision, path, options), file),
  };
}

/** Passes bytes on, and rejects at the end when they are not those that were listed. */
async function* checked(bytes: AsyncIterable<Uint8Array>, { path, sizeBytes, sha256, gitBlobSha1 }: HubFile) {
  const hash = sha256 === undefined ? gitBlobHash(sizeBytes) : createHash("sha256");
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest("hex") === (sha256 ?? gitBlobSha1)) return;
  throw new AffineError("hash_mismatch", `The model hub sent something else as ${printable(path)} than it lists.`);
}
