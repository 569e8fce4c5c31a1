import { WORK_PATH } from "../limits.ts";
import type { GivenFile } from "./given-file.ts";
import { ScratchFile, ScratchSpace } from "./scratch-file.ts";
import type { ArchivedFile } from "./zip-archive.ts";

/** What stands at a path of the guest's file tree. */
export type TreeNode =
  | { readonly kind: "directory"; readonly inode: number; readonly entries: Map<string, TreeNode> }
  | { readonly kind: "file"; readonly inode: number; readonly file: ArchivedFile }
  | { readonly kind: "scratch"; readonly inode: number; readonly file: ScratchFile }
  | { readonly kind: "device"; readonly inode: number; readonly device: Device };

export type Device = "stdin" | "stdout" | "stderr" | "null" | "random";

type Directory = Extract<TreeNode, { kind: "directory" }>;

/** Where the standard library stands. */
export const LIBRARY_PATH = "/lib/python3.14";

/** Parts of Pyodide's archive that reach for JavaScript or for packages: they do not exist here. */
const LEFT_OUT = /^(_?pyodide|site-packages|ctypes|_pyrepl|idlelib|webbrowser\.py|antigravity\.py)(\/|$)/;

const DEVICES: Record<string, Device> = {
  stdin: "stdin",
  stdout: "stdout",
  stderr: "stderr",
  null: "null",
  random: "random",
  urandom: "random",
};

/** Where a program may write. */
export const SCRATCH_PATH = "/tmp";

/**
 * The whole world of files that a program sees: the standard library and a few devices, read-only, an empty folder for
 * temporary files, and the files that its run was given, read-only too; all of it in memory.
 */
export class FileTree {
  readonly #root: Directory = { kind: "directory", inode: 1, entries: new Map() };
  readonly #space = new ScratchSpace();
  readonly #scratch: Directory;
  readonly #firstInode: number;
  #inodes = 1;

  constructor(library: readonly ArchivedFile[], whole = false) {
    for (const directory of ["/lib", LIBRARY_PATH, "/dev"]) this.#directory(directory);
    for (const file of library) {
      if (!whole && LEFT_OUT.test(file.path)) continue;
      const path = `${LIBRARY_PATH}/${file.path}`;
      this.#directory(parentOf(path)).entries.set(baseOf(path), { kind: "file", inode: this.#nextInode(), file });
    }
    for (const [name, device] of Object.entries(DEVICES)) {
      this.#directory("/dev").entries.set(name, { kind: "device", inode: this.#nextInode(), device });
    }
    this.#scratch = this.#directory(SCRATCH_PATH);
    this.#firstInode = this.#inodes;
  }

  /** Forgets all temporary files, and those that were given. */
  reset(): void {
    this.#root.entries.delete(baseOf(WORK_PATH));
    this.#scratch.entries.clear();
    this.#inodes = this.#firstInode;
    this.#space.reset();
  }

  /** Puts files below the working folder, which is not there without any. @param files in the order of their paths */
  give(files: readonly GivenFile[]): void {
    for (const { path, bytes } of files) {
      const place = `${WORK_PATH}/${path}`;
      const file = { path: place, sizeBytes: bytes.length, read: () => bytes };
      this.#directory(parentOf(place)).entries.set(baseOf(place), { kind: "file", inode: this.#nextInode(), file });
    }
  }

  /** Whether a path lies below the folder for temporary files. */
  isScratch(path: string): boolean {
    return path.startsWith(`${SCRATCH_PATH}/`);
  }

  /** The folder that a path names an entry of, and that entry's name; undefined if there is no such folder. */
  place(path: string): { entries: Map<string, TreeNode>; name: string } | undefined {
    const folder = this.find(parentOf(path));
    return folder?.kind === "directory" ? { entries: folder.entries, name: baseOf(path) } : undefined;
  }

  /** Makes a temporary file or folder; undefined if there is no room or no folder for it. */
  make(path: string, kind: "scratch" | "directory"): TreeNode | undefined {
    const place = this.place(path);
    if (place === undefined || !this.#space.addFile()) return undefined;
    const inode = this.#nextInode();
    const node: TreeNode =
      kind === "scratch"
        ? { kind, inode, file: new ScratchFile(this.#space) }
        : { kind, inode, entries: new Map<string, TreeNode>() };
    place.entries.set(place.name, node);
    return node;
  }

  /** The node at an absolute, normalised path. */
  find(path: string): TreeNode | undefined {
    let node: TreeNode | undefined = this.#root;
    for (const name of path.split("/")) {
      if (name === "") continue;
      if (node?.kind !== "directory") return undefined;
      node = node.entries.get(name);
    }
    return node;
  }

  #directory(path: string): Directory {
    let node = this.#root;
    for (const name of path.split("/")) {
      if (name === "") continue;
      let next = node.entries.get(name);
      if (next?.kind !== "directory") {
        next = { kind: "directory", inode: this.#nextInode(), entries: new Map() };
        node.entries.set(name, next);
      }
      node = next;
    }
    return node;
  }

  #nextInode(): number {
    this.#inodes += 1;
    return this.#inodes;
  }
}

/** An absolute path without `.`, `..` and doubled slashes; there are no links to follow. */
export function resolvePath(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${base}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
