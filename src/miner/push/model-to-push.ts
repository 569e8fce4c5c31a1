import { AffineError } from "../../core/index.ts";
import { printable } from "../../io/index.ts";
import {
  identityOfFiles,
  identityOnHub,
  isCommitId,
  scanModelFolder,
  type LocalFile,
  type ModelIdentity,
  type ModelRevision,
} from "../../hub/index.ts";
import { folderSource, hubSource } from "../../inspection/index.ts";
import { checkAdmission } from "./check-admission.ts";
import { HashCache } from "./hash-cache.ts";
import type { PushOptions, PushSource } from "./push-options.ts";

/** The model that is pushed, looked at. */
export type ModelToPush = {
  readonly identity: ModelIdentity;
  readonly weightBytes: number;
} & (
  | {
      readonly kind: "folder";
      readonly folder: string;
      readonly files: readonly LocalFile[];
      /** Hidden files that stay here. */
      readonly leftOut: readonly string[];
    }
  | { readonly kind: "repository"; readonly found: ModelRevision }
);

/**
 * Looks at the model, hashes it, and refuses what is none: before anything is sent.
 *
 * @throws AffineError `invalid_input`, `not_found`, `preflight_failed` for what validators would refuse, and what the hub
 * throws
 */
export async function modelToPush(options: PushOptions): Promise<ModelToPush> {
  const { source } = options;
  return source.kind === "folder" ? fromFolder(source, options) : fromRepository(source, options);
}

async function fromFolder(
  source: Extract<PushSource, { kind: "folder" }>,
  { home, limits, progress, signal }: PushOptions,
): Promise<ModelToPush> {
  const { folder, files, leftOut } = await scanModelFolder(source.dir);
  if (files.length === 0) {
    throw new AffineError("invalid_input", `The model folder ${folder} is empty.`, {
      hint: "Name the folder with config.json and the .safetensors files: --model_path DIR.",
    });
  }
  await checkAdmission(folderSource(files), limits);
  const transfer = {
    onBytes: (bytes: number) => progress?.add(bytes),
    ...(signal === undefined ? {} : { signal }),
  };
  progress?.begin(
    "hashing",
    files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
  const cache = new HashCache(home);
  const hashed: LocalFile[] = [];
  for (const file of files) {
    const { path, sizeBytes } = file;
    hashed.push({ path, file: file.file, sizeBytes, sha256: await cache.sha256(file, transfer) });
  }
  const known = new Map(hashed.map(({ path, sha256 }) => [path, sha256]));
  const identity = await identityOfFiles(files, { known });
  progress?.rest();
  return { kind: "folder", folder, files: hashed, leftOut, identity, weightBytes: weightBytesOf(identity) };
}

async function fromRepository(
  { repo, revision }: Extract<PushSource, { kind: "repository" }>,
  { hub, limits, signal }: PushOptions,
): Promise<ModelToPush> {
  if (revision !== undefined && !isCommitId(revision)) {
    throw new AffineError("invalid_input", `${JSON.stringify(printable(revision))} is no full commit id.`, {
      hint: "A branch or tag could move: give --revision all 40 hexadecimal digits, as the repository's history shows them.",
    });
  }
  const found = await hub.describe(repo, revision);
  await checkAdmission(hubSource(hub, found, signal), limits);
  const identity = await identityOnHub(hub, repo, found, signal === undefined ? {} : { signal });
  return { kind: "repository", found, identity, weightBytes: weightBytesOf(identity) };
}

function weightBytesOf({ weights }: ModelIdentity): number {
  return weights.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
