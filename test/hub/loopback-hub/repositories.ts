import { createHash } from "node:crypto";

/** A file of a commit: in git itself, or a pointer to a large file. */
export type Entry = { readonly content: Buffer } | { readonly oid: string; readonly size: number };

export interface Commit {
  readonly id: string;
  readonly title: string;
  readonly files: ReadonlyMap<string, Entry>;
}

export interface Repository {
  readonly name: string;
  private: boolean;
  gated: false | "manual";
  /** Accounts that were granted access to a gated repository. */
  readonly granted: Set<string>;
  /** Oldest first; the last is the head of `main`. */
  readonly commits: Commit[];
}

export function newRepository(name: string, visibility: string): Repository {
  const first: Commit = {
    id: sha1(`first ${name}`),
    title: "initial commit",
    files: new Map([
      [".gitattributes", { content: Buffer.from("*.safetensors filter=lfs diff=lfs merge=lfs -text\n") }],
    ]),
  };
  return { name, private: visibility === "private", gated: false, granted: new Set(), commits: [first] };
}

export function headOf(repository: Repository): Commit {
  return repository.commits.at(-1)!;
}

/** The commit that follows the head with some files changed. */
export function addCommit(repository: Repository, title: string, changes: ReadonlyMap<string, Entry | null>): Commit {
  const head = headOf(repository);
  const files = new Map(head.files);
  for (const [path, entry] of changes) {
    if (entry === null) files.delete(path);
    else files.set(path, entry);
  }
  const names = [...files].map(([path, entry]) => `${path} ${"oid" in entry ? entry.oid : blobSha1(entry.content)}`);
  const commit = { id: sha1([head.id, title, ...names.sort()].join("\n")), title, files };
  repository.commits.push(commit);
  return commit;
}

export function blobSha1(content: Buffer): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
