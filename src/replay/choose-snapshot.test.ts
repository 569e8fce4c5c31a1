import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { sha256Hex } from "../core/index.ts";
import { validatorShares } from "../mechanism/index.ts";
import type { ChainRecord } from "../record/index.ts";
import { chooseSnapshot } from "./choose-snapshot.ts";
import type { ReplayShard } from "./replay-shard.ts";
import { ShardBook } from "./shard-book.ts";

const RULES = "0123456789abcdef";
const GRID = 100;
const VALIDATORS = ["5A", "5B", "5C", "5M"].map((hotkey) => ({ hotkey, stakeRao: "1000", announcedBlock: 1 }));
const SHARES = validatorShares(VALIDATORS);

/** One of many versions of what the chain said. */
const version = (number: number): ChainRecord => ({
  ...{ v: 1, kind: "chain", netuid: 120, block: GRID, hash: `0x${sha256Hex(String(number))}`, validators: VALIDATORS },
  ...{ epochBlocks: 360, roster: "0".repeat(64), beacons: [], rules: RULES },
});

/** @param seen how many shards of 5C it lists, of the others one */
const shardOf = (hotkey: string, seq: number, record: ChainRecord, seen = 1): ReplayShard => ({
  header: {
    ...{ v: 1, kind: "shard", netuid: 120, hotkey, seq, previous: null, firstBlock: GRID, lastBlock: GRID, count: 1 },
    ...{ body: "", rules: RULES, sealedBlock: GRID + 1, atMs: 0, signature: "" },
    heads: VALIDATORS.filter((one) => one.hotkey !== hotkey).map((one) => {
      const last = one.hotkey === "5C" ? seen - 1 : 0;
      return { hotkey: one.hotkey, seq: last, hash: `${one.hotkey} ${last}` };
    }),
  },
  hash: `${hotkey} ${seq}`,
  records: [record],
});

function bookOf(shards: readonly ReplayShard[]): ShardBook {
  const book = new ShardBook({ netuid: 120, rules: RULES, roundBlocks: 3 });
  for (const shard of shards) book.add(shard);
  return book;
}

const chosen = (book: ShardBook) =>
  chooseSnapshot(book, GRID, {
    deadlineBlocks: 100,
    before: { record: version(-1), shares: SHARES, isRoot: false },
    present: [],
  });

const honest = ["5A", "5B", "5C"].map((hotkey) => shardOf(hotkey, 0, version(-1)));
const floodOf = (versions: number): ReplayShard[] =>
  Array.from({ length: versions }, (_, seq) => shardOf("5M", seq, version(seq)));

describe("versions of one grid block", () => {
  test("behavior: however many one validator writes, two are kept and no more is looked at than for two", () => {
    const looks = [2, 1000].map((versions) => {
      const book = bookOf([...honest, ...floodOf(versions)]);
      expect(
        book
          .snapshots(GRID)
          .get("5M")
          ?.map((placed) => placed?.seq),
      ).toEqual([0, 1]);
      const isTimely = vi.spyOn(book, "isTimely");
      expect(chosen(book).accepted?.record).toEqual(version(-1));
      return isTimely.mock.calls.length;
    });
    expect(looks[1]).toBe(looks[0]);
  });

  test("behavior: who writes two versions in time has a share in neither; saying the same twice is no other version", () => {
    const isCarried = (seen: number, ...numbers: number[]): boolean => {
      const two = ["5A", "5B"].map((hotkey) => shardOf(hotkey, 0, version(-1), seen));
      const third = numbers.map((number, seq) => shardOf("5C", seq, version(number)));
      return chosen(bookOf([...two, ...third])).accepted !== null;
    };
    expect(isCarried(1, -1)).toBe(true);
    expect(isCarried(2, -1, -1)).toBe(true);
    expect(isCarried(2, -1, 7)).toBe(false);
    expect(isCarried(2, 7, -1)).toBe(false);
    // Nobody saw the other one in time.
    expect(isCarried(1, -1, 7)).toBe(true);
  });

  test("law: which versions are kept does not depend on the order of reading", () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 7 })
          .chain((numbers) =>
            fc.tuple(
              fc.constant(numbers),
              fc.shuffledSubarray([...numbers.keys()], { minLength: numbers.length, maxLength: numbers.length }),
            ),
          ),
        ([numbers, order]) => {
          const shards = numbers.map((number, seq) => shardOf("5M", seq, version(number)));
          const kept = bookOf(order.map((seq) => shards[seq]!))
            .snapshots(GRID)
            .get("5M")!;
          const other = numbers.findIndex((number) => number !== numbers[0]);
          expect(kept.map((placed) => placed?.seq)).toEqual(other === -1 ? [0] : [0, other]);
        },
      ),
    );
  });
});
