import { timingSafeEqual } from "node:crypto";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createGunzip, gunzip, gzip } from "node:zlib";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { macOf, readRegularFile, replaceFile, sealingKey, type WriteOptions } from "../../../io/index.ts";
import { checkpointSchema, type CheckpointOwner, type ContestCheckpoint } from "./contest-checkpoint.ts";

const packed = promisify(gzip);
const unpacked = promisify(gunzip);

/** Of the file, and of the text in it. */
const MOST_BYTES = 512 << 20;
const MOST_TEXT = 512 << 20;
/** Deeper than any state is. */
const MOST_DEPTH = 64;
/** HMAC-SHA-256 in hexadecimal and a line feed; the packed text follows. */
const MAC_BYTES = 65;

const TOO_LARGE = `it unpacks to more than ${MOST_TEXT} bytes`;
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\[]{}', "latin1");

/** Why a checkpoint is not gone on from. */
export interface RefusedCheckpoint {
  readonly reason: "damaged" | "foreign" | "other_program";
  readonly message: string;
}

/**
 * A validator's checkpoint of the contest, sealed with a key that lies beside it (mode 0600): whoever can write the one
 * file makes nobody begin with a contest of his own. Each one replaces the one before, whole or not at all.
 */
export class CheckpointFile {
  readonly path: string;
  readonly #owner: CheckpointOwner;

  constructor(path: string, owner: CheckpointOwner) {
    this.path = path;
    this.#owner = owner;
  }

  /**
   * What is there, or why it is not gone on from; `undefined` when nothing is there.
   *
   * @throws AffineError `file_access`, `disk_full`
   */
  async read(): Promise<ContestCheckpoint | RefusedCheckpoint | undefined> {
    const bytes = await readRegularFile(this.path, { maxBytes: MOST_BYTES }).catch((error: unknown) => {
      if (AffineError.isInstance(error) && error.code === "file_access") return error;
      throw error;
    });
    if (bytes === undefined) return undefined;
    if (AffineError.isInstance(bytes)) return { reason: "damaged", message: bytes.message };
    const { key, isNew } = await sealingKey(`${this.path}.key`);
    if (isNew) return { reason: "foreign", message: "its key is not there: nobody can tell whose it is" };
    const mac = Buffer.from(bytes.subarray(0, MAC_BYTES - 1).toString("latin1"), "hex");
    const right = macOf(bytes.subarray(MAC_BYTES), key);
    if (mac.length !== right.length || !timingSafeEqual(mac, right)) {
      return { reason: "damaged", message: "it was altered, cut off, or sealed with another key" };
    }
    const found = await decode(bytes).catch((error: unknown) => errorMessage(error));
    return typeof found === "string" ? { reason: "damaged", message: found } : (this.#refusal(found) ?? found);
  }

  /** @throws AffineError `disk_full`, `file_access`; what was there before is still there then */
  async write(text: string, options: WriteOptions = {}): Promise<void> {
    const { key } = await sealingKey(`${this.path}.key`);
    const body = await packed(text, { level: 1 });
    await replaceFile(this.path, Buffer.concat([Buffer.from(`${macOf(body, key).toString("hex")}\n`), body]), options);
  }

  #refusal(found: ContestCheckpoint): RefusedCheckpoint | undefined {
    const { code, rules, netuid, hotkey } = this.#owner;
    if (found.netuid !== netuid) return foreign(`it is of subnet ${found.netuid}, this is ${netuid}`);
    if (found.rules !== rules) return foreign(`it goes by the rules ${found.rules}, the network's are ${rules}`);
    if (found.hotkey !== hotkey) return foreign(`it is of the validator ${found.hotkey}`);
    if (found.code === code) return undefined;
    return { reason: "other_program", message: "another version of this program made it" };
  }
}

/**
 * Reads a checkpoint whoever made it, without looking at its seal: only to be checked from the beginning.
 *
 * @throws AffineError `not_found`, `file_access`, `state_corrupt`
 */
export async function readAnyCheckpoint(path: string): Promise<ContestCheckpoint> {
  const bytes = await readRegularFile(path, { maxBytes: MOST_BYTES });
  if (bytes === undefined) throw new AffineError("not_found", `There is no checkpoint ${path}.`);
  try {
    return await decode(bytes);
  } catch (error) {
    throw new AffineError("state_corrupt", `${path} is no checkpoint of a contest: ${errorMessage(error)}`, {
      hint: "A validator keeps one in its data folder: journal/contest-<netuid>.checkpoint.",
      cause: error,
    });
  }
}

async function decode(bytes: Uint8Array): Promise<ContestCheckpoint> {
  const text = await unpack(bytes.subarray(MAC_BYTES));
  assertShallow(text);
  const value: unknown = JSON.parse(text.toString("utf8"));
  const checked = checkpointSchema.safeParse(value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new Error(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  return value as ContestCheckpoint;
}

/** Counted as it comes: what is too large is never there as a whole. */
async function unpack(bytes: Uint8Array): Promise<Buffer> {
  const counted = new Writable({
    write(piece: Buffer, _, done) {
      size += piece.length;
      done(size > MOST_TEXT ? new Error(TOO_LARGE) : null);
    },
  });
  let size = 0;
  await pipeline(Readable.from([bytes], { objectMode: false }), createGunzip(), counted);
  return unpacked(bytes, { maxOutputLength: MOST_TEXT });
}

/** A text of nothing but brackets takes a thousand times its size when it is parsed. */
function assertShallow(text: Uint8Array): void {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isText) {
      if (sign === BACKSLASH) at += 1;
      else if (sign === QUOTE) isText = false;
    } else if (sign === QUOTE) isText = true;
    else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      depth += 1;
      if (depth > MOST_DEPTH) throw new Error(`it is nested deeper than ${MOST_DEPTH}`);
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) depth -= 1;
  }
}

function foreign(message: string): RefusedCheckpoint {
  return { reason: "foreign", message };
}
