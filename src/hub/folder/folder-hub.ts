import { join, resolve } from "node:path";
import { AffineError, errorMessage } from "../../core/index.ts";
import type { ByteRange, CommitOptions, LocalFile, ModelHub, ModelRevision, Transfer } from "../model-hub.ts";
import { movedOn } from "../moved-on.ts";
import { printable, streamRegularFile } from "../../io/index.ts";
import { isCommitId, parseRepoName } from "../repo-name.ts";
import { checkRepoPaths } from "../repo-path.ts";
import { BlobStore } from "./blob-store.ts";
import { CommitStore, type FolderCommit } from "./commit-store.ts";
import { RepoLog, type RepoState } from "./repo-log.ts";

const CHUNK_BYTES = 262_144;

export interface FolderHubOptions {
  /** Such as `<data folder>/localnet/hub`; made on first use. */
  readonly folder: string;
  /** Who one is here; without it one sees public repositories only. */
  readonly account?: string;
}

/**
 * The embedded model hub: content-addressed files in a folder. Visibility and ownership are kept as on a real hub, so
 * that what would fail there fails here; they protect nothing from somebody who can read the folder.
 */
export class FolderHub implements ModelHub {
  readonly name = "folder";
  readonly location: string;
  readonly #account: string | undefined;
  readonly #blobs: BlobStore;
  readonly #commits: CommitStore;

  constructor({ folder, account }: FolderHubOptions) {
    this.location = resolve(folder);
    this.#account = account;
    this.#blobs = new BlobStore(join(this.location, "blobs"));
    this.#commits = new CommitStore(join(this.location, "commits"));
  }

  whoAmI(): Promise<string | undefined> {
    return Promise.resolve(this.#account);
  }

  writableOwners(): Promise<readonly string[]> {
    return Promise.resolve(this.#account === undefined ? [] : [this.#account]);
  }

  async describe(repo: string, revision?: string): Promise<ModelRevision> {
    const state = await this.#visible(repo);
    const id = revision === undefined || revision === "main" || revision === "HEAD" ? state.head : revision;
    const commit = await this.#commit(repo, id);
    return { repo, revision: id, private: state.private, gated: false, files: commit.files };
  }

  async *read(
    repo: string,
    revision: string,
    path: string,
    { startByte = 0, endByte, signal, onBytes }: Transfer & ByteRange = {},
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const { files } = await this.describe(repo, revision);
    const found = files.find((file) => file.path === path);
    if (found === undefined) throw missing(`${repo} has no file ${JSON.stringify(printable(path))} at ${revision}`);
    const end = Math.min(endByte ?? found.sizeBytes, found.sizeBytes);
    if (startByte >= end) return;
    const stream = streamRegularFile(this.#blobs.pathOf(found.sha256 ?? ""), {
      start: startByte,
      end: end - 1,
      highWaterMark: CHUNK_BYTES,
      ...(signal === undefined ? {} : { signal }),
    });
    let passed = 0;
    try {
      for await (const chunk of stream) {
        passed += chunk.length;
        onBytes?.(chunk.length);
        yield chunk;
      }
    } catch (cause) {
      if (signal?.aborted === true) throw new AffineError("interrupted", "The download was interrupted.", { cause });
      throw new AffineError("hub_transport", `${path} of ${repo} cannot be read: ${errorMessage(cause)}`, { cause });
    }
    if (passed !== end - startByte) throw new AffineError("hub_transport", `${path} of ${repo} ends early.`);
  }

  async createPrivate(repo: string): Promise<{ readonly created: boolean }> {
    this.#checkOwn(repo);
    let created = false;
    const empty: FolderCommit = { v: 1, repo, parent: null, title: "initial commit", files: [] };
    await this.#log(repo).change(async (old) => {
      created = old === undefined;
      return created ? { v: 1, private: true, head: await this.#commits.put(empty) } : undefined;
    });
    return { created };
  }

  async commit(
    repo: string,
    files: readonly LocalFile[],
    { title, parent, remove = [], ...transfer }: CommitOptions,
  ): Promise<{ readonly revision: string }> {
    this.#checkOwn(repo);
    checkRepoPaths(files.map(({ path }) => path));
    await this.#visible(repo);
    for (const file of files) await this.#blobs.put(file, transfer);
    let revision = "";
    await this.#log(repo).change(async (old) => {
      if (old === undefined) throw missing(`there is no repository ${repo}`);
      if (parent !== undefined && old.head !== parent) throw movedOn(repo, parent, old.head);
      const before = await this.#commit(repo, old.head);
      const after = merge(before.files, files, remove);
      checkRepoPaths(after.map(({ path }) => path));
      if (JSON.stringify(after) === JSON.stringify(before.files)) {
        revision = old.head;
        return undefined;
      }
      revision = await this.#commits.put({ v: 1, repo, parent: old.head, title, files: after });
      return { ...old, head: revision };
    });
    return { revision };
  }

  async setVisibility(repo: string, visibility: "public" | "private"): Promise<void> {
    this.#checkOwn(repo);
    await this.#log(repo).change((old) => {
      if (old === undefined) throw missing(`there is no repository ${repo}`);
      const hidden = visibility === "private";
      return old.private === hidden ? undefined : { ...old, private: hidden };
    });
  }

  #log(repo: string): RepoLog {
    const { owner, name } = parseRepoName(repo);
    return new RepoLog(join(this.location, "repos", owner, name));
  }

  async #visible(repo: string): Promise<RepoState> {
    const { owner } = parseRepoName(repo);
    const state = await this.#log(repo).read();
    if (state !== undefined && (!state.private || owner === this.#account)) return state;
    // As on a real hub, a stranger cannot tell a private repository from none.
    if (this.#account !== undefined)
      throw missing(`there is no repository ${repo}, or it is somebody else's and private`);
    throw new AffineError("credentials_missing", `There is no public repository ${repo} in ${this.location}.`, {
      hint: "A private one is seen by its owner only.",
    });
  }

  async #commit(repo: string, id: string): Promise<FolderCommit> {
    const commit = isCommitId(id) ? await this.#commits.get(id) : undefined;
    if (commit?.repo === repo) return commit;
    throw missing(`${repo} has no revision ${JSON.stringify(printable(id))}`);
  }

  #checkOwn(repo: string): void {
    const { owner } = parseRepoName(repo);
    if (this.#account === undefined) {
      throw new AffineError("credentials_missing", `Nobody is logged in, so ${repo} cannot be changed.`);
    }
    if (owner !== this.#account) {
      throw new AffineError("hub_rejected", `${repo} is not a repository of ${this.#account}.`, {
        hint: `Choose a name that begins with ${this.#account}/.`,
      });
    }
  }
}

function merge(
  before: FolderCommit["files"],
  files: readonly LocalFile[],
  remove: readonly string[],
): FolderCommit["files"] {
  const after = new Map(before.map((file) => [file.path, file]));
  for (const path of remove) after.delete(path);
  for (const { path, sizeBytes, sha256 } of files) after.set(path, { path, sizeBytes, sha256 });
  return [...after.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function missing(what: string): AffineError {
  return new AffineError("not_found", `On the model hub ${what}.`, {
    hint: "Check the spelling of owner, name and revision.",
  });
}
