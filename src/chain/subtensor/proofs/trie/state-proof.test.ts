import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeTrie, type Hex } from "../../../../../test/chain/fake-subtensor/index.ts";
import { AffineError } from "../../../../core/index.ts";
import { decodeNode } from "./trie-node.ts";
import { StateProof } from "./state-proof.ts";

/** Short keys of few digits meet often; long values stand apart. */
const key = fc
  .array(fc.constantFrom(0x00, 0x01, 0x10, 0x11, 0xff), { maxLength: 5 })
  .map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`);
const value = fc.uint8Array({ maxLength: 80 }).map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`);
const state = fc.array(fc.tuple(key, value), { maxLength: 40 }).map((entries) => new Map(entries));
const version = fc.constantFrom<0 | 1>(0, 1);
const MOST = 1_000;

function below(entries: ReadonlyMap<Hex, Hex>, prefix: Hex): [Hex, Hex][] {
  return [...entries].filter(([one]) => one.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What a reading says, or that there is none. */
function outcome<T>(read: () => T): { said: T } | "refused" {
  try {
    return { said: read() };
  } catch (thrown) {
    if (!AffineError.isInstance(thrown) || thrown.code !== "chain_decode") throw thrown;
    return "refused";
  }
}

describe("a read proof", () => {
  test("default: proves what a state has and has not, one by one and below a prefix", () => {
    fc.assert(
      fc.property(state, fc.array(key, { minLength: 1, maxLength: 5 }), version, (entries, others, layout) => {
        const trie = new FakeTrie(entries, layout);
        for (const one of [...entries.keys(), ...others]) {
          const proof = new StateProof(trie.root, trie.prove([one]));
          expect(proof.value(one)).toBe(entries.get(one) ?? null);
        }
        for (const prefix of others) {
          const found = below(entries, prefix);
          const proof = new StateProof(trie.root, trie.prove([prefix, ...found.map(([one]) => one)]));
          expect(proof.entries(prefix, MOST)).toEqual(found);
        }
      }),
    );
  });

  test("error: an entry that is hidden is missed, whatever else is proved", () => {
    fc.assert(
      fc.property(state, key, fc.nat(), version, (entries, prefix, pick, layout) => {
        const found = below(entries, prefix);
        fc.pre(found.length > 0);
        const hidden = pick % found.length;
        const trie = new FakeTrie(entries, layout);
        const shown = found.filter((_, index) => index !== hidden).map(([one]) => one);
        const read = outcome(() => new StateProof(trie.root, trie.prove([prefix, ...shown])).entries(prefix, MOST));
        // What is small stands in its parent, so that it may be shown unasked: never without it.
        if (read !== "refused") expect(read.said).toEqual(found);
      }),
    );
  });

  test("error: no change of a part, and none left out, makes it say something else", () => {
    fc.assert(
      fc.property(state, key, fc.nat(), fc.nat(), version, (entries, prefix, part, bit, layout) => {
        const trie = new FakeTrie(entries, layout);
        const keys = [prefix, ...below(entries, prefix).map(([one]) => one)];
        const parts = trie.prove(keys);
        const at = part % parts.length;
        const bytes = Buffer.from(parts[at]!.slice(2), "hex");
        const place = bit % (bytes.length * 8);
        bytes[place >> 3]! ^= 1 << (place & 7);
        const changed = parts.with(at, `0x${bytes.toString("hex")}`);
        for (const others of [changed, parts.toSpliced(at, 1)]) {
          const proof = new StateProof(trie.root, others);
          const all = outcome(() => proof.entries(prefix, MOST));
          if (all !== "refused") expect(all.said).toEqual(below(entries, prefix));
          const one = outcome(() => proof.value(prefix));
          if (one !== "refused") expect(one.said).toBe(entries.get(prefix) ?? null);
        }
      }),
    );
  });

  test("error: proofs of another state, and none at all, prove nothing", () => {
    const one = new FakeTrie(new Map<Hex, Hex>([["0x01", "0x01"]]));
    const other = new FakeTrie(new Map<Hex, Hex>([["0x01", "0x02"]]));
    expect(outcome(() => new StateProof(one.root, other.prove(["0x01"])).value("0x01"))).toBe("refused");
    expect(outcome(() => new StateProof(one.root, []).value("0x01"))).toBe("refused");
  });

  test("error: more entries than there can be are not read to their end", () => {
    const entries = new Map(Array.from({ length: 20 }, (_, at): [Hex, Hex] => [`0x${(16 + at).toString(16)}`, "0x01"]));
    const trie = new FakeTrie(entries);
    const proof = new StateProof(trie.root, trie.prove([...entries.keys()]));
    expect(proof.entries("0x", 20)).toHaveLength(20);
    expect(outcome(() => proof.entries("0x", 19))).toBe("refused");
  });
});

describe("a node", () => {
  test.each([
    ["no bytes", ""],
    ["a header that Substrate keeps for something else", "01"],
    ["bytes behind an empty one", "0000"],
    ["a leaf that is cut off in its key", "42"],
    ["a leaf without a value", "4112"],
    ["a leaf with bytes behind its value", "411004aaff"],
    ["an odd key whose padding is not zero", "41f204aa"],
    ["a length in a form that is not the shortest", "4101010aaa"],
    ["a branch without children", "80000000"],
    ["a branch whose child is cut off", "80010008aa"],
    ["a branch with a child of 33 bytes", `80010084${"aa".repeat(33)}`],
    ["a hashed value that is cut off", `2101${"aa".repeat(31)}`],
    ["a key longer than any", `7f${"ff".repeat(300)}`],
  ])("error: %s", (_, hex) => {
    expect(outcome(() => decodeNode(Buffer.from(hex, "hex")))).toBe("refused");
  });

  test("error: bytes of any kind are a node or are refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const node = outcome(() => decodeNode(bytes));
        expect(node === "refused" || node.said === undefined || node.said.partialKey instanceof Uint8Array).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** States, their roots and proofs, by sp-trie itself: scripts/golden/sp-trie says how they were made. */
const GOLDEN = JSON.parse(
  readFileSync(new URL("../../../../../test/golden/chain/trie.json", import.meta.url), "utf8"),
) as readonly {
  readonly name: string;
  readonly version: 0 | 1;
  readonly state: readonly (readonly [Hex, Hex])[];
  readonly root: Hex;
  readonly proofs: readonly { readonly keys: readonly Hex[]; readonly proof: readonly Hex[] }[];
}[];

describe.each(GOLDEN)(
  "Substrate's own trie: $name, version $version",
  ({ version: layout, state: known, root, proofs }) => {
    const entries = new Map(known);

    test("default: its root is the one that the tests' trie has", () => {
      expect(new FakeTrie(entries, layout).root).toBe(root);
    });

    test("default: its proofs prove what it has, and the tests' trie gives the same parts", () => {
      for (const { keys, proof } of proofs) {
        for (const one of keys) expect(new StateProof(root, proof).value(one)).toBe(entries.get(one) ?? null);
        expect(new Set(new FakeTrie(entries, layout).prove(keys))).toEqual(new Set(proof));
      }
    });

    test("default: all of it is read out of the proof of all its keys", () => {
      const whole = proofs.at(-1)!;
      expect(new Map(new StateProof(root, whole.proof).entries("0x", MOST))).toEqual(entries);
    });
  },
);
