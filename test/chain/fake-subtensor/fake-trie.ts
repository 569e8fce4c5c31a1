import { blake2b } from "@noble/hashes/blake2.js";
import { fromHex, toHex, type Hex } from "./fake-storage.ts";

/*
 * Substrate's trie, built out of a whole state: a second reading of its format (sp-trie's `NodeCodec`, `TrieLayout` V0 and
 * V1), which shares nothing with what verifies proofs. Checked against sp-trie itself: test/golden/chain/trie.json.
 */

interface Node {
  readonly encoded: Uint8Array;
  readonly partial: readonly number[];
  readonly children: ReadonlyMap<number, Node>;
  /** The value where it stands apart. */
  readonly apart: Uint8Array | undefined;
}

type Entry = readonly [nibbles: readonly number[], value: Uint8Array];

/** From this size on a value stands apart in state version 1 (`TRIE_VALUE_NODE_THRESHOLD`). */
const APART_BYTES = 33;

export class FakeTrie {
  readonly root: Hex;
  readonly #top: Node | undefined;

  constructor(state: ReadonlyMap<Hex, Hex>, version: 0 | 1 = 1) {
    const entries = [...state].map(([key, value]): Entry => [nibblesOf(fromHex(key)), fromHex(value)]);
    entries.sort(([a], [b]) => compareNibbles(a, b));
    this.#top = entries.length === 0 ? undefined : build(entries, 0, version);
    this.root = hash(this.#top?.encoded ?? Uint8Array.of(0));
  }

  /** The parts of a proof: what somebody passes who looks for the keys. */
  prove(keys: readonly Hex[]): Hex[] {
    const parts = new Set<Hex>([toHex(this.#top?.encoded ?? Uint8Array.of(0))]);
    for (const key of keys) {
      let rest = nibblesOf(fromHex(key));
      let node = this.#top;
      while (node !== undefined) {
        if (node.encoded.length >= 32) parts.add(toHex(node.encoded));
        if (!node.partial.every((nibble, at) => rest[at] === nibble)) break;
        rest = rest.slice(node.partial.length);
        const [nibble] = rest;
        if (nibble === undefined) {
          if (node.apart !== undefined) parts.add(toHex(node.apart));
          break;
        }
        node = node.children.get(nibble);
        rest = rest.slice(1);
      }
    }
    return [...parts];
  }
}

function build(entries: readonly Entry[], depth: number, version: 0 | 1): Node {
  const [first] = entries[0]!;
  const [last] = entries.at(-1)!;
  let end = depth;
  while (end < first.length && first[end] === last[end]) end += 1;
  const partial = first.slice(depth, end);
  // In order, the one that ends here comes first.
  const value = first.length === end ? entries[0]![1] : undefined;
  const groups = new Map<number, Entry[]>();
  for (const entry of value === undefined ? entries : entries.slice(1)) {
    const nibble = entry[0][end]!;
    groups.set(nibble, [...(groups.get(nibble) ?? []), entry]);
  }
  const children = new Map([...groups].map(([nibble, group]) => [nibble, build(group, end + 1, version)]));
  const apart = version === 1 && value !== undefined && value.length >= APART_BYTES ? value : undefined;
  return { partial, children, apart, encoded: encode(partial, children, value, apart) };
}

function encode(
  partial: readonly number[],
  children: ReadonlyMap<number, Node>,
  value: Uint8Array | undefined,
  apart: Uint8Array | undefined,
): Uint8Array {
  const isLeaf = children.size === 0;
  const header = isLeaf
    ? headerOf(apart === undefined ? 0b01 : 0b001, apart === undefined ? 2 : 3, partial.length)
    : apart !== undefined
      ? headerOf(0b0001, 4, partial.length)
      : headerOf(value === undefined ? 0b10 : 0b11, 2, partial.length);
  const bitmap = [...children.keys()].reduce((bits, nibble) => bits | (1 << nibble), 0);
  const stored = apart !== undefined ? [fromHex(hash(apart))] : value === undefined ? [] : [withLength(value)];
  const refs = [...children]
    .sort(([a], [b]) => a - b)
    .map(([, { encoded }]) => withLength(encoded.length < 32 ? encoded : fromHex(hash(encoded))));
  return Buffer.concat([
    Buffer.from(header),
    packed(partial),
    ...(isLeaf ? [] : [Uint8Array.of(bitmap & 0xff, bitmap >> 8)]),
    ...stored,
    ...refs,
  ]);
}

/** The kind in the first bits, the count of nibbles in the others, and in further bytes where it is too large. */
function headerOf(kind: number, bits: number, count: number): number[] {
  const most = (1 << (8 - bits)) - 1;
  const start = kind << (8 - bits);
  if (count < most) return [start | count];
  const rest = count - most;
  return [start | most, ...Array.from({ length: Math.floor(rest / 255) }, () => 255), rest % 255];
}

function packed(nibbles: readonly number[]): Buffer {
  const even = nibbles.length % 2 === 0 ? nibbles : [0, ...nibbles];
  return Buffer.from(even.map((nibble) => nibble.toString(16)).join(""), "hex");
}

function withLength(bytes: Uint8Array): Buffer {
  const { length } = bytes;
  const prefix = Buffer.alloc(length < 64 ? 1 : length < 16_384 ? 2 : 4);
  if (length < 64) prefix.writeUInt8(length << 2);
  else if (length < 16_384) prefix.writeUInt16LE((length << 2) | 1);
  else prefix.writeUInt32LE(length * 4 + 2);
  return Buffer.concat([prefix, bytes]);
}

function nibblesOf(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte) => [byte >> 4, byte & 0xf]);
}

function compareNibbles(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return a.length - b.length;
}

export function hash(bytes: Uint8Array): Hex {
  return toHex(blake2b(bytes, { dkLen: 32 }));
}
