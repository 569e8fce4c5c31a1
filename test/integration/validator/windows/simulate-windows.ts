import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorMessage, Random } from "../../../../src/core/index.ts";
import { sameVector } from "../../../../src/validator/reveal-watch.ts";
import { FIRST_RULES, MINERS, type SimulatedChain } from "./simulated-chain.ts";
import { SignerSide } from "./signer-side.ts";
import { factsOf, Truth, type ChainFacts } from "./truth.ts";
import { HOST_MOODS, ValidatorSide } from "./validator-side.ts";
import { Weather } from "./weather.ts";

export interface WindowsReport {
  readonly windows: number;
  readonly possible: number;
  readonly landed: number;
  readonly blocks: number;
  readonly plain: number;
  readonly committed: number;
  /** Commits whose weights the chain showed when it should, and those that vanished. */
  readonly revealed: number;
  readonly vanished: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Hosts that were asked where a model is served, by what they did. They make no window impossible. */
  readonly hosts: Readonly<Record<string, number>>;
  /** What should not have happened; empty when all is well. */
  readonly violations: readonly string[];
}

/** Epochs after a change of mode in which the chain may show either vector. */
const UNCLEAR_WINDOWS = 3;

/**
 * Lets the weight setter, the signer and a chain live through many windows with random faults. Time is counted in
 * blocks; nothing waits for a clock.
 */
export async function simulateWindows(
  sim: SimulatedChain,
  { windows, seed, percent = 4 }: { windows: number; seed: string; percent?: number },
): Promise<WindowsReport> {
  const folder = await mkdtemp(join(tmpdir(), "affine-windows-"));
  const random = Random.from("weight windows", seed);
  const signer = await SignerSide.start(sim, join(folder, "audit.ndjson"));
  const validator = new ValidatorSide(sim, signer, join(folder, "weights.json"));
  await validator.start();
  const weather = new Weather({ sim, signer, validator, random }, { tempo: FIRST_RULES.tempo, percent });
  const truth = new Truth(sim);
  const winner = () => new Map([[random.between(1, MINERS), 65_535]]);
  const alarmFaults = new AlarmTruth(truth);
  const hostRandom = Random.from("hosts", seed);
  let desired = winner();
  let blocks = 0;
  try {
    for (; truth.windows < windows; blocks += 1) {
      if (random.below(15) === 0) desired = winner();
      await oneBlock(random.below(100) < 50);
    }
    // A calm end, in which everything must come right.
    await weather.clear();
    const end = truth.windows + UNCLEAR_WINDOWS + 1;
    for (; truth.windows < end; blocks += 1) await oneBlock(true, true);
    let facts = await factsOf(sim.chain);
    while (truth.inForce(facts) === undefined) {
      await oneBlock(true, true);
      facts = await factsOf(sim.chain);
    }
    const last = truth.inForce(facts);
    if (last === undefined || facts.shown === undefined || !sameVector(last.weights, facts.shown)) {
      truth.faults.push("at the end the chain does not show the last weights");
    }
    if (validator.alarms.length > 0) truth.faults.push(`at the end: ${validator.alarmTexts.join("; ")}`);
  } finally {
    validator.kill();
    await signer.kill();
    await rm(folder, { recursive: true });
  }
  for (const landing of sim.landings) {
    const confirmed = validator.confirmed.some(
      ({ block, weights }) => block >= landing.block && sameVector(weights, landing.weights),
    );
    if (!confirmed) truth.faults.push(`block ${landing.block}: landed and was never confirmed`);
  }
  if (validator.failure !== undefined) truth.faults.push(`a step threw: ${errorMessage(validator.failure)}`);
  return {
    windows: truth.windows,
    possible: truth.possible,
    landed: truth.landed,
    blocks,
    plain: sim.landings.filter(({ mode }) => mode === "plain").length,
    committed: sim.landings.filter(({ mode }) => mode === "commit-reveal").length,
    revealed: alarmFaults.revealed,
    vanished: alarmFaults.vanished,
    faults: weather.counts,
    hosts: Object.fromEntries(validator.looks),
    violations: truth.faults,
  };

  /** @param early faults come before the block, else between the block and the validator's look. */
  async function oneBlock(early: boolean, calmly = false): Promise<void> {
    // Hosts have their moods also while all else is calm: what they do must cost no window.
    if (hostRandom.below(20) === 0) validator.hostMood = HOST_MOODS[hostRandom.below(HOST_MOODS.length)] ?? "well";
    const modeBefore = weather.commitReveal;
    const faultsBefore = signer.faultsLeft + (signer.losesAnswer ? 1 : 0);
    const struckEarly = early && !calmly && (await weather.beforeBlock());
    await sim.produce();
    await validator.settle();
    const facts = await factsOf(sim.chain);
    await signer.tick(facts.head.number);
    const struckLate = !early && !calmly && (await weather.beforeBlock());
    if (weather.commitReveal !== modeBefore) alarmFaults.unclear(facts);
    await validator.look(desired);
    await validator.settle();
    const befell = signer.faultsLeft + (signer.losesAnswer ? 1 : 0) < faultsBefore;
    const calm = !struckEarly && !struckLate && !befell && !weather.isRough && signer.isUp && validator.isUp;
    truth.block(facts, desired, calm);
    // Nobody else has the key here: an alarm that says so would have an operator swap it for nothing.
    const theft = validator.alarmTexts.find((text) => text.startsWith("weights_replaced"));
    if (theft !== undefined) truth.faults.push(`block ${facts.head.number}: ${theft}`);
    if (validator.lastHead === facts.head.number) alarmFaults.check(facts, validator.alarmTexts);
  }
}

/** Compares the alarm about revealed weights with what the chain shows. */
class AlarmTruth {
  revealed = 0;
  vanished = 0;
  readonly #truth: Truth;
  #unclearUntil = -1;
  readonly #judged = new Map<number, boolean>();

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  /** The rules may just have changed: for some windows either vector may be in force. */
  unclear({ window }: ChainFacts): void {
    this.#unclearUntil = window + UNCLEAR_WINDOWS;
  }

  check(facts: ChainFacts, alarms: readonly string[]): void {
    if (facts.window <= this.#unclearUntil) return;
    const expected = this.#truth.inForce(facts);
    if (expected === undefined) return;
    const shows = facts.shown !== undefined && sameVector(facts.shown, expected.weights);
    if (expected.mode === "commit-reveal" && !this.#judged.has(expected.block)) {
      this.#judged.set(expected.block, shows);
      if (shows) this.revealed += 1;
      else this.vanished += 1;
    }
    if (shows !== alarms.some((text) => text.startsWith("weights_not_revealed"))) return;
    const what = shows
      ? "an alarm although the weights are in force"
      : "no alarm although the weights are not in force";
    const weights = (vector: ReadonlyMap<number, number> | undefined) => [...(vector ?? [])].join(" ");
    const { block, mode } = expected;
    const details = `${mode} of block ${block} to ${weights(expected.weights)}, shown ${weights(facts.shown)}, alarms: ${alarms.join("; ")}`;
    this.#truth.faults.push(`block ${facts.head.number}, window ${facts.window}: ${what} (${details})`);
  }
}
