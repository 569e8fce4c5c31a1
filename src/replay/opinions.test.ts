import { describe, expect, test } from "vitest";
import { opinionAt } from "./opinions.ts";
import type { ReplayShard } from "./replay-shard.ts";
import { ShardBook } from "./shard-book.ts";

const RULES = "0123456789abcdef";
const GRID = 100;
const DEADLINE_BLOCKS = 10;
const SUBJECT = "ab".repeat(16);
const SHARES = ["v0", "v1", "v2", "v3"].map((hotkey) => ({ hotkey, share: 250, stakeRao: "1000" }));
const ALONE = SHARES.slice(0, 1);

interface Sealed {
  readonly by: string;
  readonly seq?: number;
  /** Block at which it was sealed. */
  readonly at: number;
  /** Reason and block of a finding in it. */
  readonly finding?: readonly [reason: string, block: number];
  /** Whose first shard it lists. */
  readonly lists?: readonly string[];
}

function shardOf({ by, seq = 0, at, finding, lists = [] }: Sealed): ReplayShard {
  const [reason = "ok", block = at] = finding ?? [];
  const about = { v: 1, netuid: 120, rules: RULES } as const;
  const found = {
    ...about,
    kind: "finding",
    block,
    hotkey: "miner",
    subject: SUBJECT,
    model: "m",
    revision: "r",
  } as const;
  const header = {
    ...about,
    kind: "shard",
    hotkey: by,
    seq,
    previous: null,
    firstBlock: block,
    lastBlock: block,
    count: 1,
    body: "",
    sealedBlock: at,
    heads: lists.map((hotkey) => ({ hotkey, seq: 0, hash: `${hotkey} 0` })),
    atMs: 0,
    signature: "",
  } as const;
  const records = finding === undefined ? [] : [{ ...found, reason, detail: "" } as const];
  return { header, records, hash: `${by} ${seq}` };
}

function verdictOf(shards: readonly Sealed[], shares = SHARES): string {
  const book = new ShardBook({ netuid: 120, rules: RULES, roundBlocks: 1 });
  for (const shard of shards) book.add(shardOf(shard));
  const opinion = opinionAt(book, SUBJECT, { grid: GRID, deadlineBlocks: DEADLINE_BLOCKS, shares });
  return opinion.verdict === "refused" ? opinion.reason : opinion.verdict;
}

/** Three of four validators say the same in time, and everybody lists everybody. */
const names = SHARES.map(({ hotkey }) => hotkey);
const everybody = (at: number, finding: Sealed["finding"]): Sealed[] => [
  ...names.slice(0, 3).map((by): Sealed => ({ by, at: 90, ...(finding === undefined ? {} : { finding }) })),
  { by: "v3", at: 90 },
  ...names.map((by): Sealed => ({ by, seq: 1, at, lists: names.filter((other) => other !== by) })),
];

describe("opinionAt", () => {
  test("default: what more than half of the voting shares found, listed by the deadline", () => {
    expect(verdictOf(everybody(GRID + DEADLINE_BLOCKS, ["ok", 90]))).toBe("ok");
    expect(verdictOf(everybody(GRID + DEADLINE_BLOCKS, ["too_large", 90]))).toBe("too_large");
  });

  test("behavior: findings that others list a block after the deadline do not count", () => {
    expect(verdictOf(everybody(GRID + DEADLINE_BLOCKS + 1, ["ok", 90]))).toBe("open");
  });

  test("behavior: a finding that is sealed a block after the deadline does not count, with one validator either", () => {
    const sealedAt = (at: number): Sealed[] => [{ by: "v0", at, finding: ["ok", 90] }];
    expect(verdictOf(sealedAt(GRID + DEADLINE_BLOCKS), ALONE)).toBe("ok");
    expect(verdictOf(sealedAt(GRID + DEADLINE_BLOCKS + 1), ALONE)).toBe("open");
  });

  test("behavior: a finding at the grid block counts, one of a later block does not, however early it is sealed", () => {
    const foundAt = (block: number): Sealed[] => [{ by: "v0", at: 105, finding: ["ok", block] }];
    expect(verdictOf(foundAt(GRID), ALONE)).toBe("ok");
    expect(verdictOf(foundAt(GRID + 1), ALONE)).toBe("open");
  });

  test("behavior: of one validator's findings the last in time counts; one that comes too late changes nothing", () => {
    const first: Sealed = { by: "v0", at: 50, finding: ["too_large", 50] };
    const later = (at: number): Sealed => ({ by: "v0", seq: 1, at, finding: ["ok", 99] });
    expect(verdictOf([first, later(110)], ALONE)).toBe("ok");
    expect(verdictOf([later(110), first], ALONE)).toBe("ok");
    expect(verdictOf([first, later(111)], ALONE)).toBe("too_large");
  });

  test("behavior: two of four are no majority, for or against", () => {
    const split = everybody(105, ["ok", 90]).map((one): Sealed =>
      one.by === "v2" && one.seq === undefined ? { by: "v2", at: 90, finding: ["too_large", 90] } : one,
    );
    expect(verdictOf(split)).toBe("open");
  });

  test("behavior: the reason is that of the largest voting share against", () => {
    const unequal = names.map((hotkey, at) => ({ hotkey, share: [200, 210, 400, 190][at]!, stakeRao: "1000" }));
    const against = everybody(105, ["too_large", 90]).map((one): Sealed =>
      one.by === "v2" && one.seq === undefined ? { by: "v2", at: 90, finding: ["identity_mismatch", 90] } : one,
    );
    expect(verdictOf(against, unequal)).toBe("identity_mismatch");
  });

  test("behavior: a host that is cold or gone says nothing of the model, in whatever mixture; content alone refuses", () => {
    const reasons = (...found: string[]): string =>
      verdictOf(
        everybody(105, ["ok", 90]).map((one, at): Sealed => {
          const reason = one.seq === undefined ? found[at] : undefined;
          return reason === undefined ? one : { by: one.by, at: 90, finding: [reason, 90] };
        }),
      );
    expect(reasons("host_cold", "host_cold", "host_cold")).toBe("unreachable");
    expect(reasons("no_host", "host_cold", "host_unknown", "ok")).toBe("unreachable");
    expect(reasons("host_cold", "too_large", "too_large")).toBe("unreachable");
    expect(reasons("too_large", "too_large", "too_large", "host_cold")).toBe("too_large");
    expect(reasons("host_cold", "host_cold", "ok", "ok")).toBe("open");
  });
});
