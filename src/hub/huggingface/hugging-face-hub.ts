import { commit, createRepo, datasetInfo, listFiles, modelInfo, whoAmI } from "@huggingface/hub";
import { z } from "zod";
import { AffineError, errorMessage, faultsOf } from "../../core/index.ts";
import type { ByteRange, CommitOptions, HubFile, LocalFile, ModelHub, ModelRevision, Transfer } from "../model-hub.ts";
import { movedOn } from "../moved-on.ts";
import { printable } from "../../io/index.ts";
import { isCommitId, parseRepoName } from "../repo-name.ts";
import { checkRepoPath, checkRepoPaths } from "../repo-path.ts";
import { differences } from "../same-content.ts";
import { FileBlob } from "./file-blob.ts";
import { hubAccess, type HubAccess, type HuggingFaceOptions } from "./hub-access.ts";
import { hubFetch, type RequestContext } from "./hub-fetch.ts";
import { withVerification } from "./lfs-verify.ts";
import { resolveFile } from "./resolve-file.ts";

/** Files of one repository that are listed at most. */
const MAX_LISTED_FILES = 20_000;
/** How often a commit is begun anew when addresses of the storage have run out or its answer was lost. */
const COMMIT_ATTEMPTS = 3;

const accountSchema = z.object({ name: z.string().min(1), orgs: z.array(z.object({ name: z.string() })).optional() });
const infoSchema = z.object({
  sha: z.string().refine(isCommitId, "a commit id"),
  private: z.boolean(),
  gated: z.union([z.literal(false), z.string()]),
});
const size = z.int().nonnegative();
const entrySchema = z.object({
  type: z.string(),
  path: z.string(),
  size,
  oid: z.string().regex(/^[0-9a-f]{40}$/),
  lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size }).optional(),
});

/** Hugging Face, or a server that speaks its HTTP API: its models or, where told, its data sets. */
export class HuggingFaceHub implements ModelHub {
  readonly name = "huggingface";
  readonly location: string;
  readonly #access: HubAccess;

  /** @throws AffineError `credentials_invalid`, `config_invalid` */
  constructor(options: HuggingFaceOptions) {
    this.#access = hubAccess(options);
    this.location = this.#access.endpoint;
  }

  async whoAmI(): Promise<string | undefined> {
    return (await this.#account())?.name;
  }

  async writableOwners(): Promise<readonly string[]> {
    const account = await this.#account();
    return account === undefined ? [] : [account.name, ...(account.orgs ?? []).map(({ name }) => name)];
  }

  async describe(repo: string, revision?: string): Promise<ModelRevision> {
    parseRepoName(repo);
    const of = this.#of({ repo });
    const asked = { name: repo, ...(revision === undefined ? {} : { revision }), ...of };
    const info = await this.#asked(infoSchema, () =>
      this.#access.kind === "dataset"
        ? datasetInfo({ ...asked, additionalFields: ["sha"] })
        : modelInfo({ ...asked, additionalFields: ["sha"] }),
    );
    if (revision !== undefined && isCommitId(revision) && info.sha !== revision) {
      throw new AffineError("hub_rejected", `Asked for ${revision} of ${repo}, the model hub answers ${info.sha}.`);
    }
    const files: HubFile[] = [];
    const listing = listFiles({
      repo: { type: this.#access.kind, name: repo },
      recursive: true,
      revision: info.sha,
      ...of,
    });
    for (;;) {
      const next = await this.#asked(z.unknown(), () =>
        listing.next().then((step) => (step.done === true ? null : step.value)),
      );
      if (next === null) break;
      const file = fileOf(next);
      if (file !== undefined) files.push(file);
      if (files.length > MAX_LISTED_FILES) {
        throw new AffineError(
          "hub_rejected",
          `${repo} has more than ${MAX_LISTED_FILES} files: it is no ${this.#access.kind}.`,
        );
      }
    }
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { repo, revision: info.sha, private: info.private, gated: info.gated !== false, files };
  }

  read(
    repo: string,
    revision: string,
    path: string,
    options: Transfer & ByteRange = {},
  ): AsyncGenerator<Uint8Array, void, undefined> {
    parseRepoName(repo);
    checkRepoPath(path);
    return resolveFile(this.#access, { repo, revision, path, ...options });
  }

  async createPrivate(repo: string): Promise<{ readonly created: boolean }> {
    parseRepoName(repo);
    try {
      await this.#asked(z.unknown(), () =>
        createRepo({
          repo: { type: this.#access.kind, name: repo },
          visibility: "private",
          ...this.#of({ repo }),
          accessToken: this.#needToken(),
        }),
      );
      return { created: true };
    } catch (error) {
      if (!AffineError.isInstance(error) || error.details["status"] !== 409) throw error;
      return { created: false };
    }
  }

  async commit(
    repo: string,
    files: readonly LocalFile[],
    options: CommitOptions,
  ): Promise<{ readonly revision: string }> {
    checkRepoPaths(files.map(({ path }) => path));
    this.#needToken();
    const before = await this.describe(repo);
    if (options.parent !== undefined && before.revision !== options.parent) {
      throw movedOn(repo, options.parent, before.revision);
    }
    const { changed, removed } = await differences(before.files, files, options.remove ?? []);
    if (changed.length + removed.length === 0) return { revision: before.revision };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#commitOnce(repo, { changed, removed }, { ...options, parent: before.revision });
      } catch (error) {
        if (!AffineError.isInstance(error)) throw error;
        const { status, renew } = error.details;
        if (error.code !== "hub_transport" && status !== 412) throw error;
        // The answer to a commit that went through may have been lost; then the head holds it all.
        const head = await this.describe(repo);
        const left = await differences(head.files, files, options.remove ?? []);
        if (left.changed.length + left.removed.length === 0) return { revision: head.revision };
        if (head.revision !== before.revision) throw movedOn(repo, before.revision, head.revision);
        if (renew !== true || attempt === COMMIT_ATTEMPTS) throw error;
      }
    }
  }

  async setVisibility(repo: string, visibility: "public" | "private"): Promise<void> {
    parseRepoName(repo);
    const token = this.#needToken();
    // The library has no call for it; its Python sister sends this (huggingface_hub, `update_repo_settings`).
    await hubFetch(this.#access, { repo })(`${this.location}/api/${this.#access.kind}s/${repo}/settings`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ visibility }),
    });
    const now = await this.describe(repo);
    if (now.private === (visibility === "private")) return;
    throw new AffineError("hub_rejected", `The model hub said yes, but ${repo} did not become ${visibility}.`);
  }

  async #commitOnce(
    repo: string,
    { changed, removed }: { changed: readonly LocalFile[]; removed: readonly string[] },
    { title, parent, signal, onBytes }: CommitOptions & { parent: string },
  ): Promise<{ readonly revision: string }> {
    const transfer = { ...(signal === undefined ? {} : { signal }), ...(onBytes === undefined ? {} : { onBytes }) };
    const of = this.#of({ repo, ...transfer });
    const done = await this.#asked(z.object({ commit: z.object({ oid: z.string().refine(isCommitId) }) }), () =>
      commit({
        repo: { type: this.#access.kind, name: repo },
        title,
        parentCommit: parent,
        // LFS: the object ids are SHA-256 of the contents, which is what identities are made of.
        useXet: false,
        operations: [
          ...removed.map((path) => ({ operation: "delete" as const, path })),
          ...changed.map(({ path, file, sizeBytes }) => ({
            operation: "addOrUpdate" as const,
            path,
            content: new FileBlob(file, 0, sizeBytes),
          })),
        ],
        ...of,
        fetch: withVerification(of.fetch),
        ...(signal === undefined ? {} : { abortSignal: signal }),
      }),
    );
    const revision = done.commit.oid;
    const { files } = await this.describe(repo, revision);
    const left = await differences(files, changed, removed);
    const wrong = left.changed[0]?.path ?? left.removed[0];
    if (wrong === undefined) return { revision };
    throw new AffineError("hash_mismatch", `${repo} holds something else as ${JSON.stringify(printable(wrong))}.`, {
      hint: "The file changed while it was sent, or was damaged on the way. Run the command again.",
      details: { path: wrong, revision },
    });
  }

  /** What the library's functions take about where and who. */
  #of(context: RequestContext) {
    const { endpoint, token } = this.#access;
    return {
      hubUrl: endpoint,
      fetch: hubFetch(this.#access, context),
      ...(token === undefined ? {} : { accessToken: token }),
    };
  }

  async #account(): Promise<z.infer<typeof accountSchema> | undefined> {
    const { token } = this.#access;
    if (token === undefined) return undefined;
    return this.#asked(accountSchema, () => whoAmI({ ...this.#of({}), accessToken: token }));
  }

  #needToken(): string {
    if (this.#access.token !== undefined) return this.#access.token;
    throw new AffineError("credentials_missing", "Changing repositories needs a Hugging Face token.", {
      hint: "Make one with write access under Settings, Access Tokens, and set HF_TOKEN in .env.",
    });
  }

  /** Calls the library; whatever it throws or returns comes out as an AffineError or as what the schema says. */
  async #asked<T>(schema: z.ZodType<T>, call: () => Promise<unknown>): Promise<T> {
    let value: unknown;
    try {
      value = await call();
    } catch (cause) {
      if (AffineError.isInstance(cause)) throw cause;
      if (cause instanceof DOMException && cause.name === "AbortError") {
        throw new AffineError("interrupted", "Interrupted while talking to the model hub.", { cause });
      }
      throw new AffineError(
        "hub_rejected",
        `The model hub's answer was not understood: ${printable(errorMessage(cause))}`,
        {
          hint: "Is HF_ENDPOINT the address of a Hugging Face hub?",
          cause,
        },
      );
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new AffineError("hub_rejected", `The model hub's answer is malformed: ${faultsOf(parsed.error, value)}`, {
      hint: "Is HF_ENDPOINT the address of a Hugging Face hub?",
    });
  }
}

function fileOf(entry: unknown): HubFile | undefined {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    throw new AffineError("hub_rejected", `The model hub's listing is malformed: ${faultsOf(parsed.error, entry)}`);
  }
  const { type, path, size: sizeBytes, oid, lfs } = parsed.data;
  if (type !== "file") return undefined;
  return lfs === undefined ? { path, sizeBytes, gitBlobSha1: oid } : { path, sizeBytes: lfs.size, sha256: lfs.oid };
}
