import type { TreeNode } from "./file-tree.ts";

/** An open file, directory or device of the guest. */
export interface OpenFile {
  readonly path: string;
  readonly node: TreeNode;
  /** Content of a file of the library; empty for everything else. */
  readonly content: Uint8Array;
  offset: number;
  /** How a temporary file was opened. */
  readonly access?: { readonly reads: boolean; readonly writes: boolean; readonly appends: boolean };
}

/** Descriptor through which our own prelude moves the virtual clock: eight bytes, nanoseconds, little-endian. */
export const CLOCK_DESCRIPTOR = 3;
const FIRST_FREE = 4;
const MOST_OPEN = 64;

/** The guest's table of descriptors 4 and up; 0 to 3 always stand for the streams and the clock. */
export class Descriptors {
  readonly #open = new Map<number, OpenFile>();

  /** The lowest free number, or undefined when 64 files are open. */
  add(file: OpenFile): number | undefined {
    if (this.#open.size >= MOST_OPEN) return undefined;
    let descriptor = FIRST_FREE;
    while (this.#open.has(descriptor)) descriptor += 1;
    this.#open.set(descriptor, file);
    return descriptor;
  }

  get(descriptor: number): OpenFile | undefined {
    return this.#open.get(descriptor);
  }

  remove(descriptor: number): boolean {
    return this.#open.delete(descriptor);
  }

  reset(): void {
    this.#open.clear();
  }

  get size(): number {
    return this.#open.size;
  }
}
