import { AffineError, faultsOf } from "../../../core/index.ts";
import { readRegularFile } from "../../../io/index.ts";
import type { Hex } from "../../chain.ts";
import type { Block } from "../block/block.ts";
import type { StoredGenesis } from "../state/genesis.ts";
import { BlockHashes } from "./block-hashes.ts";
import { fileLineSchema, FORMAT_NAME, FORMAT_VERSION, MAGIC_LINE, type FileLine } from "./chain-file-format.ts";
import { decodeLine } from "./line.ts";
import type { Snapshot } from "./snapshot.ts";

/** The file is written anew long before: see the ledger. */
const MOST_FILE_BYTES = 2 ** 31 - 1;

export interface StoredBlock {
  readonly block: Block;
  /** The line as it stands in the file, newline included. */
  readonly line: Buffer;
  /** From 1, for messages. */
  readonly lineNumber: number;
}

export interface ChainFileContents {
  readonly genesis: StoredGenesis;
  /** Hashes of blocks 0..snapshot. */
  readonly hashes: BlockHashes;
  readonly snapshot: Snapshot & { hash: Hex };
  readonly blocks: readonly StoredBlock[];
  /** Bytes up to the end of the last whole line. */
  readonly goodBytes: number;
  /** Bytes after it: a block that was being written when the process or the machine died. */
  readonly tornBytes: number;
}

/**
 * Reads a chain's file and changes nothing.
 *
 * A last line that was not written out (no newline, or pages that never reached the disk) is torn: its block was never
 * acknowledged. Any other damage is not ours to repair.
 *
 * @throws AffineError `state_version` or `state_corrupt`, naming file and line; `file_access` for what is no file.
 */
export async function readChainFile(path: string): Promise<ChainFileContents> {
  const bytes = await readRegularFile(path, { maxBytes: MOST_FILE_BYTES, followLink: true });
  if (bytes === undefined) throw corrupt(path, 1, "is missing: there is no such file");
  checkMagic(path, bytes);
  const hashes = new BlockHashes();
  const blocks: StoredBlock[] = [];
  let genesis: StoredGenesis | undefined;
  let snapshot: ChainFileContents["snapshot"] | undefined;
  let start = MAGIC_LINE.length;
  let lineNumber = 2;
  for (; start < bytes.length; lineNumber += 1) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    const value = newline < 0 ? undefined : decodeLine(line.subarray(0, -1));
    if (value === undefined) {
      if (snapshot !== undefined && end === bytes.length && (newline < 0 || line.includes(0))) break;
      throw corrupt(path, lineNumber, "does not fit its checksum");
    }
    const entry = parseLine(path, lineNumber, value);
    if ("block" in entry && snapshot !== undefined) {
      blocks.push({ block: { ...entry.block, hash: entry.block.hash as Hex }, line: Buffer.from(line), lineNumber });
    } else if ("genesis" in entry && genesis === undefined) genesis = entry.genesis;
    else if ("hashes" in entry && snapshot === undefined) hashes.append(Buffer.from(entry.hashes, "base64"));
    else if ("snapshot" in entry && snapshot === undefined && genesis !== undefined) {
      snapshot = { ...entry.snapshot, hash: entry.snapshot.hash as Hex };
      if (hashes.count !== snapshot.number + 1 || hashes.get(snapshot.number) !== snapshot.hash) {
        throw corrupt(path, lineNumber, "does not fit the block hashes before it");
      }
    } else throw corrupt(path, lineNumber, "is out of its order");
    start = end;
  }
  if (genesis === undefined || snapshot === undefined) {
    throw corrupt(path, lineNumber, "is missing: the file ends before the chain's first state");
  }
  return { genesis, hashes, snapshot, blocks, goodBytes: start, tornBytes: bytes.length - start };
}

/** An error about a line of a chain's file. */
export function corrupt(path: string, lineNumber: number, what: string): AffineError {
  return new AffineError("state_corrupt", `The embedded chain's file ${path}: line ${lineNumber} ${what}.`, {
    hint: "Nothing was changed. Restore the file from a copy, or move it away to begin a new chain.",
    details: { file: path, line: lineNumber },
  });
}

function checkMagic(path: string, bytes: Buffer): void {
  const newline = bytes.subarray(0, 64).indexOf(10);
  const first = bytes.subarray(0, newline < 0 ? 0 : newline).toString("latin1");
  if (`${first}\n` === MAGIC_LINE) return;
  if (!first.startsWith(`${FORMAT_NAME} `)) throw corrupt(path, 1, "is not that of an embedded chain's file");
  const version = first.slice(FORMAT_NAME.length + 1);
  throw new AffineError(
    "state_version",
    `The embedded chain's file ${path}, line 1, is of version ${JSON.stringify(version)}; this program reads ${FORMAT_VERSION}.`,
    {
      hint: "Begin a new chain (--fresh), move the file away, or use the program that wrote it. Nothing was changed.",
      details: { file: path, line: 1 },
    },
  );
}

function parseLine(path: string, lineNumber: number, value: unknown): FileLine {
  const parsed = fileLineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw corrupt(path, lineNumber, `is malformed: ${faultsOf(parsed.error, value)}`);
}
