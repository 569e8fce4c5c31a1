import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextWeightAction, type WeightAttempt, type WeightState } from "./next-weight-action.ts";
import { retryBlockAfter } from "./weight-error.ts";
import { AffineError } from "../core/index.ts";

const vector = new Map([[3, 65_535]]);
const epoch = { index: 5, startBlock: 500, nextBlock: 600 };
const base: WeightState = {
  head: 550,
  epoch,
  registered: true,
  permit: true,
  lastUpdate: 450,
  weightsRateLimit: 50,
  desired: vector,
  settled: true,
  attempt: undefined,
};
const attempt: WeightAttempt = { block: 549, window: 5, weights: vector, outcome: "unknown", retryBlock: 557 };

describe("nextWeightAction", () => {
  test("default: a window without weights gets them", () => {
    expect(nextWeightAction(base)).toEqual({ kind: "set", window: 5, weights: vector });
  });

  test.each<[string, Partial<WeightState>, number]>([
    ["already_set", { lastUpdate: 500 }, 600],
    ["rate_limited", { lastUpdate: 499, head: 548 }, 549],
    ["not_registered", { registered: false }, 551],
    ["no_permit", { permit: false }, 551],
    ["no_decision", { desired: undefined }, 551],
    ["in_doubt", { attempt }, 557],
    ["in_doubt", { attempt: { ...attempt, outcome: "taken" } }, 557],
    ["backing_off", { attempt: { ...attempt, outcome: "refused" } }, 557],
    ["gathering", { settled: false }, 575],
  ])("behavior: waits when %s", (reason, change, untilBlock) => {
    expect(nextWeightAction({ ...base, ...change })).toEqual({ kind: "wait", reason, untilBlock });
  });

  test("behavior: few results do not keep a window empty", () => {
    expect(nextWeightAction({ ...base, settled: false, head: 575 }).kind).toBe("set");
  });

  test("behavior: the first weights ever are under no rate limit", () => {
    expect(nextWeightAction({ ...base, lastUpdate: 0, weightsRateLimit: 1000 }).kind).toBe("set");
  });

  test("behavior: a vector in doubt is sent again as it was", () => {
    const other = new Map([[7, 65_535]]);
    const action = nextWeightAction({ ...base, head: 557, desired: other, attempt });
    expect(action).toEqual({ kind: "set", window: 5, weights: vector });
    const next = { ...base, head: 600, epoch: { index: 6, startBlock: 600, nextBlock: 700 }, desired: other, attempt };
    expect(nextWeightAction(next)).toEqual({ kind: "set", window: 6, weights: other });
  });

  test("behavior: an epoch that begins anew after its weights is the same window", () => {
    expect(nextWeightAction({ ...base, setWindow: 5 })).toMatchObject({ reason: "already_set" });
    expect(nextWeightAction({ ...base, setWindow: 4 }).kind).toBe("set");
  });

  test("behavior: a doubt is kept over attempts that reached nobody, within its window", () => {
    const [kept, other] = [new Map([[7, 65_535]]), new Map([[8, 65_535]])];
    const doubtful: WeightAttempt = { ...attempt, outcome: "refused", retryBlock: 0, doubtful: kept };
    expect(nextWeightAction({ ...base, desired: other, attempt: doubtful })).toMatchObject({ weights: kept });
    const next = { ...base, desired: other, attempt: { ...doubtful, window: 4 } };
    expect(nextWeightAction(next)).toMatchObject({ weights: other });
  });

  test("law: whatever fails, every window that could get weights gets them, and none twice", () => {
    const faults = ["none", "lost", "late", "limited", "mode", "unpermitted", "offline", "deaf"] as const;
    let possible = 0;
    fc.assert(
      fc.property(
        fc.record({
          tempo: fc.integer({ min: 24, max: 60 }),
          rateLimit: fc.integer({ min: 0, max: 20 }),
          stretches: fc.array(
            fc.tuple(
              fc.oneof({ weight: 6, arbitrary: fc.constant("none" as const) }, fc.constantFrom(...faults)),
              fc.integer({ min: 1, max: 40 }),
            ),
            { minLength: 10, maxLength: 80 },
          ),
        }),
        ({ tempo, rateLimit, stretches }) => {
          const plan = stretches.flatMap(([fault, blocks]) => new Array<string>(blocks).fill(fault));
          const run = simulate(tempo, rateLimit, plan);
          for (const [window, landings] of run.landings) expect(landings, `window ${window}`).toBe(1);
          for (const window of run.possible) expect(run.landings.get(window), `window ${window}`).toBe(1);
          possible += run.possible.size;
        },
      ),
      { numRuns: 400 },
    );
    expect(possible).toBeGreaterThan(400 * 3);
  });
});

/** Blocks in doubt after nothing was heard. */
const DOUBT = 8;

/**
 * A chain of 12 epochs with a validator that looks at every head unless it is offline. The plan names a fault a block.
 * - lost: a transaction vanishes; late: it lands up to DOUBT - 1 blocks later; deaf: it lands, the answer is lost
 * - limited: the chain refuses as too fast; mode: it refuses for its mode; unpermitted: no permit; offline: no looks
 */
function simulate(tempo: number, rateLimit: number, plan: readonly string[]) {
  let lastUpdate = 0;
  let attempt: WeightAttempt | undefined;
  const underWay: { block: number }[] = [];
  const landings = new Map<number, number>();
  /** Windows that saw enough blocks without fault and limit for doubts and pauses to end: weights must land in them. */
  const possible = new Set<number>();
  let quiet = 0;
  for (let head = 1; head < tempo * 12; head += 1) {
    const index = Math.floor(head / tempo);
    const startBlock = index * tempo;
    const nextBlock = startBlock + tempo;
    for (const sent of underWay.filter(({ block }) => block === head)) {
      underWay.splice(underWay.indexOf(sent), 1);
      if (lastUpdate > 0 && head < lastUpdate + rateLimit) continue;
      lastUpdate = head;
      landings.set(index, (landings.get(index) ?? 0) + 1);
    }
    const fault = plan[head % plan.length] ?? "none";
    const limited = lastUpdate > 0 && lastUpdate < startBlock && head < lastUpdate + rateLimit;
    quiet = fault === "none" && !limited ? quiet + 1 : 0;
    if (quiet >= DOUBT + Math.ceil(tempo / 8) + 2 && head >= startBlock + 2) possible.add(index);
    if (fault === "offline") continue;
    const action = nextWeightAction({
      head,
      epoch: { index, startBlock, nextBlock },
      registered: true,
      permit: fault !== "unpermitted",
      lastUpdate,
      weightsRateLimit: rateLimit,
      desired: vector,
      settled: true,
      attempt,
    });
    if (action.kind !== "set") continue;
    const at = { head, startBlock, nextBlock, doubtBlocks: DOUBT };
    const sent = { block: head, window: index, weights: vector };
    const refused = (error: AffineError): WeightAttempt => ({
      ...sent,
      outcome: "refused",
      retryBlock: retryBlockAfter(error, at),
    });
    if (fault === "limited") {
      attempt = refused(new AffineError("chain_rate_limited", "too fast", { details: { untilBlock: head + 3 } }));
    } else if (fault === "mode") {
      attempt = refused(new AffineError("chain_rejected", "mode", { details: { name: "CommitRevealEnabled" } }));
    } else if (fault === "lost" || fault === "late" || fault === "deaf") {
      if (fault === "late") underWay.push({ block: head + 1 + (head % (DOUBT - 1)) });
      if (fault === "deaf") underWay.push({ block: head + 1 });
      attempt = {
        ...sent,
        outcome: "unknown",
        retryBlock: retryBlockAfter(new AffineError("chain_transport", ""), at),
      };
    } else {
      underWay.push({ block: head + 1 });
      attempt = { ...sent, outcome: "taken", retryBlock: head + 1 + DOUBT };
    }
  }
  return { landings, possible };
}
