import { open, type FileHandle } from "node:fs/promises";
import { replaceFile } from "../../../io/index.ts";
import type { Hex } from "../../chain.ts";
import type { ChainState } from "../state/chain-state.ts";
import type { StoredGenesis } from "../state/genesis.ts";
import type { BlockHashes } from "./block-hashes.ts";
import { HASHES_PER_LINE, MAGIC_LINE } from "./chain-file-format.ts";
import { encodeLine } from "./line.ts";
import { snapshotOf } from "./snapshot.ts";

/** What a file begins with: all up to a block. */
export interface FileBase {
  readonly genesis: StoredGenesis;
  readonly hashes: BlockHashes;
  readonly state: ChainState;
  readonly hash: Hex;
}

/** The chain's file, open for appending. One process at a time (see `LockFile`). */
export class ChainFile {
  readonly path: string;
  #handle: FileHandle;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Makes a new file that holds a chain's first state. */
  static async create(path: string, base: FileBase): Promise<ChainFile> {
    return new ChainFile(path, await writeWhole(path, base, []));
  }

  /** Opens a file that was read, and cuts off its torn tail. */
  static async open(path: string, goodBytes: number, tornBytes: number): Promise<ChainFile> {
    const handle = await open(path, "a", 0o600);
    if (tornBytes > 0) {
      await handle.truncate(goodBytes);
      await handle.sync();
    }
    return new ChainFile(path, handle);
  }

  /** Adds a line; resolves when it is on the disk. */
  async append(line: Buffer): Promise<void> {
    await this.#handle.appendFile(line);
    await this.#handle.datasync();
  }

  /** Replaces the file by a base and the lines after it; a crash leaves the old one or the new one. */
  async compact(base: FileBase, lines: readonly Buffer[]): Promise<void> {
    const handle = await writeWhole(this.path, base, lines);
    const old = this.#handle;
    this.#handle = handle;
    await old.close();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

async function writeWhole(path: string, base: FileBase, lines: readonly Buffer[]): Promise<FileHandle> {
  await replaceFile(path, contentOf(base, lines));
  return open(path, "a", 0o600);
}

function* contentOf(base: FileBase, lines: readonly Buffer[]): Generator<Buffer> {
  yield Buffer.concat([Buffer.from(MAGIC_LINE), encodeLine({ genesis: base.genesis })]);
  for (let first = 0; first <= base.state.number; first += HASHES_PER_LINE) {
    const hashes = base.hashes.slice(first, Math.min(first + HASHES_PER_LINE, base.state.number + 1));
    yield encodeLine({ hashes: hashes.toString("base64") });
  }
  yield Buffer.concat([encodeLine({ snapshot: snapshotOf(base.state, base.hash) }), ...lines]);
}
