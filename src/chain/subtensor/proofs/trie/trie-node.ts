import { readCompact } from "../../../timelock/compact.ts";
import { badNode } from "./bad-node.ts";

/** What a node refers to: another one by its hash, or one of less than 32 bytes that stands in its parent. */
export type Child = { readonly hash: Uint8Array } | { readonly inline: Uint8Array };

/** A value of the state: in the node itself, or elsewhere by its hash (state version 1, values of 33 bytes and more). */
export type NodeValue = { readonly bytes: Uint8Array } | { readonly hash: Uint8Array };

/** A node of Substrate's trie (base 16, `sp_trie::NodeCodec`). */
export interface TrieNode {
  /** Four bits each, most significant first. */
  readonly partialKey: Uint8Array;
  readonly value: NodeValue | undefined;
  /** Sixteen of a branch, none of a leaf. */
  readonly children: readonly (Child | undefined)[];
}

const HASH_BYTES = 32;
/** The longest key of a Substrate node (`NIBBLE_SIZE_BOUND`, primitives/trie/src/node_codec.rs). */
const MOST_NIBBLES = 65_535;

/** Kinds by the first bits of the header (primitives/trie/src/node_header.rs), from the longest pattern to the shortest. */
const KINDS = [
  { mask: 0b1100_0000, bits: 0b0100_0000, branch: false, value: "inline" },
  { mask: 0b1100_0000, bits: 0b1000_0000, branch: true, value: "none" },
  { mask: 0b1100_0000, bits: 0b1100_0000, branch: true, value: "inline" },
  { mask: 0b1110_0000, bits: 0b0010_0000, branch: false, value: "hashed" },
  { mask: 0b1111_0000, bits: 0b0001_0000, branch: true, value: "hashed" },
] as const;

/**
 * Reads a node; `undefined` is the empty trie's. Every byte must be accounted for.
 *
 * @throws AffineError `chain_decode` for what no node of Substrate is
 */
export function decodeNode(bytes: Uint8Array): TrieNode | undefined {
  const first = bytes[0];
  if (first === undefined) throw badNode("a node without bytes");
  if (first === 0) {
    if (bytes.length > 1) throw badNode("bytes behind an empty node");
    return undefined;
  }
  const kind = KINDS.find(({ mask, bits }) => (first & mask) === bits);
  if (kind === undefined) throw badNode(`a header byte 0x${first.toString(16).padStart(2, "0")}`);
  const cursor = new Cursor(bytes);
  const partialKey = cursor.nibbles(~kind.mask & 0xff);
  const bitmap = kind.branch ? cursor.u16() : 0;
  if (kind.branch && bitmap === 0) throw badNode("a branch without children");
  const value = readValue(cursor, kind.value);
  const children = Array.from({ length: kind.branch ? 16 : 0 }, (_, nibble): Child | undefined => {
    if (((bitmap >> nibble) & 1) === 0) return undefined;
    const child = cursor.lengthAndBytes();
    if (child.length > HASH_BYTES) throw badNode("a child of more than 32 bytes in its parent");
    return child.length === HASH_BYTES ? { hash: child } : { inline: child };
  });
  cursor.end();
  return { partialKey, value, children };
}

function readValue(cursor: Cursor, kind: "none" | "inline" | "hashed"): NodeValue | undefined {
  if (kind === "none") return undefined;
  return kind === "inline" ? { bytes: cursor.lengthAndBytes() } : { hash: cursor.take(HASH_BYTES) };
}

class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(count: number): Uint8Array {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw badNode("it is cut off");
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  u16(): number {
    const [low = 0, high = 0] = this.take(2);
    return low | (high << 8);
  }

  lengthAndBytes(): Uint8Array {
    const length = readCompact(this.#bytes, this.#at);
    if (length === undefined) throw badNode("a length that cannot be read");
    this.#at = length.next;
    return this.take(length.value);
  }

  /** The header: count of nibbles in its low bits and further bytes, then the nibbles, the odd one first. */
  nibbles(mask: number): Uint8Array {
    let count = this.#byte() & mask;
    if (count === mask) {
      let more: number;
      do {
        more = this.#byte();
        count += more;
        if (count > MOST_NIBBLES) throw badNode("a key of more nibbles than a key has");
      } while (more === 255);
    }
    const packed = this.take(Math.ceil(count / 2));
    const nibbles = unpackNibbles(packed);
    if (count % 2 === 0) return nibbles;
    if (nibbles[0] !== 0) throw badNode("a padding that is not zero");
    return nibbles.subarray(1);
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw badNode("bytes behind its end");
  }

  #byte(): number {
    return this.take(1)[0] ?? 0;
  }
}

/** Two four-bit numbers a byte, the high one first. */
export function unpackNibbles(bytes: Uint8Array): Uint8Array {
  const nibbles = new Uint8Array(bytes.length * 2);
  for (const [index, byte] of bytes.entries()) {
    nibbles[2 * index] = byte >> 4;
    nibbles[2 * index + 1] = byte & 0xf;
  }
  return nibbles;
}
