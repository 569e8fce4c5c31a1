import { blake2b } from "@noble/hashes/blake2.js";
import type { Hex } from "../../../chain.ts";
import { fromHex, toHex } from "../../runtime/runtime.ts";
import { badNode } from "./bad-node.ts";
import { decodeNode, unpackNibbles, type Child, type NodeValue, type TrieNode } from "./trie-node.ts";

/** A key under a prefix, and its value. */
export type ProvenEntry = readonly [key: Hex, value: Hex];

/**
 * A read proof of Substrate (`state_getReadProof`): the nodes of a block's state on the ways to some keys. What it says is
 * as true as the root is: each node is looked for by its own hash, so that nothing can be put in or left out unseen.
 */
export class StateProof {
  readonly #root: Hex;
  /** What the proof has, by its hash: nodes, and values that stand apart. */
  readonly #parts: ReadonlyMap<Hex, Uint8Array>;

  /** @param root state root of a block's header. @param proof the parts, in any order. */
  constructor(root: Hex, proof: readonly Hex[]) {
    this.#root = root;
    this.#parts = new Map(
      proof.map((hex) => {
        const bytes = fromHex(hex);
        return [hashOf(bytes), bytes];
      }),
    );
  }

  /**
   * The value of a key; null where the state has none.
   *
   * @throws AffineError `chain_decode` where the proof does not reach so far
   */
  value(key: Hex): Hex | null {
    const nibbles = unpackNibbles(fromHex(key));
    const found = this.#find(nibbles);
    if (found?.node.value === undefined || found.path.length !== nibbles.length) return null;
    return this.#valueOf(found.node.value);
  }

  /**
   * Every key that begins with a prefix, in order, and its value.
   *
   * @param most more are not read.
   * @throws AffineError `chain_decode` where a part is missing, so that there are entries which the proof does not show
   */
  entries(prefix: Hex, most: number): ProvenEntry[] {
    const found = this.#find(unpackNibbles(fromHex(prefix)));
    const entries: ProvenEntry[] = [];
    if (found !== undefined) this.#collect(found.node, found.path, entries, most);
    return entries;
  }

  /** The topmost node whose whole key begins with `key`, and that whole key; undefined where no key of the state does. */
  #find(key: Uint8Array): { readonly node: TrieNode; readonly path: Uint8Array } | undefined {
    let node = decodeNode(this.#part(this.#root));
    let path = node?.partialKey ?? new Uint8Array();
    while (node !== undefined && path.length < key.length && startsWith(key, path)) {
      const nibble = key[path.length] ?? 0;
      const child = node.children[nibble];
      if (child === undefined) return undefined;
      node = this.#childOf(child);
      path = concat(path, Uint8Array.of(nibble), node.partialKey);
    }
    return node !== undefined && startsWith(path, key) ? { node, path } : undefined;
  }

  #collect(node: TrieNode, path: Uint8Array, found: ProvenEntry[], most: number): void {
    if (node.value !== undefined) {
      if (found.length >= most) throw badNode(`more than ${most} entries`);
      if (path.length % 2 !== 0) throw badNode("a key of half bytes");
      found.push([packNibbles(path), this.#valueOf(node.value)]);
    }
    for (const [nibble, child] of node.children.entries()) {
      if (child === undefined) continue;
      const next = this.#childOf(child);
      this.#collect(next, concat(path, Uint8Array.of(nibble), next.partialKey), found, most);
    }
  }

  #childOf(child: Child): TrieNode {
    const node = decodeNode("hash" in child ? this.#part(toHex(child.hash)) : child.inline);
    if (node === undefined) throw badNode("an empty child");
    return node;
  }

  #valueOf(value: NodeValue): Hex {
    return toHex("bytes" in value ? value.bytes : this.#part(toHex(value.hash)));
  }

  #part(hash: Hex): Uint8Array {
    const part = this.#parts.get(hash);
    if (part === undefined) throw badNode(`the part ${hash} is missing`);
    return part;
  }
}

/** BLAKE2b with 32 bytes: what Substrate names blocks, nodes and large values by. */
export function hashOf(bytes: Uint8Array): Hex {
  return toHex(blake2b(bytes, { dkLen: 32 }));
}

function startsWith(whole: Uint8Array, start: Uint8Array): boolean {
  return whole.length >= start.length && start.every((nibble, index) => whole[index] === nibble);
}

function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts));
}

function packNibbles(nibbles: Uint8Array): Hex {
  return `0x${Array.from(nibbles, (nibble) => nibble.toString(16)).join("")}`;
}
