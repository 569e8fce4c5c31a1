import { canonicalJson, type Canonical, AffineError, faultsOf, kinds, need } from "../../core/index.ts";
import type { CheckContext, Environment } from "../environment.ts";
import { judgeBars } from "./bars.ts";
import { needEnvironment } from "../needed-environment.ts";
import type { Card } from "./card.ts";
import { cardSchema } from "./card-schema.ts";
import { goldenHashesOf } from "./golden.ts";
import { inTurn, progressOf, type CardProgress, type MeasureAll } from "./measure-all.ts";
import { spotFacts, spotSlices } from "./spot-facts.ts";
import { subjectOf } from "./subject.ts";

export interface DriftOptions {
  /** What checking needs besides the answer. */
  readonly context?: CheckContext;
  /** Told at the beginning of each slice. */
  readonly onProgress?: (progress: CardProgress) => void;
  /** With {@link measureCardSlice}; one slice after the other in this thread unless told. */
  readonly measure?: MeasureAll;
}

const optionsKind = kinds.shape({
  context: kinds.maybe(kinds.object),
  onProgress: kinds.maybe(kinds.call),
  measure: kinds.maybe(kinds.call),
});

/**
 * Compares a stored card with the environment as it is now, without measuring all of it again: version, golden hashes, the facts of a few
 * questions of every check, and whether the bars follow from the stored facts and are met.
 *
 * @returns what differs, empty if nothing does: a changed prompt, secret, checker or baseline, or an edited card.
 * @throws AffineError `unsupported` for an environment without a study, `invalid_input` for another kind of argument.
 */
export async function cardDrift(environment: Environment, stored: Card, options: DriftOptions = {}): Promise<string[]> {
  needEnvironment(environment, "cardDrift");
  need(optionsKind, options, "cardDrift", "{ context, onProgress, measure } as its third argument");
  const read = cardSchema.safeParse(stored);
  if (!read.success) {
    throw new AffineError("invalid_input", `cardDrift takes a card: ${faultsOf(read.error, stored)}.`, {
      hint: "Pass what makeCard returns, or what `af env card NAME --json` writes.",
    });
  }
  const { context = {}, onProgress = () => undefined } = options;
  const subject = subjectOf(environment, context);
  const measure = options.measure ?? inTurn(subject);
  const { info } = environment;
  const { facts, spot, timings } = stored;
  const drift: string[] = [];
  if (facts.environment !== info.name) drift.push(`the card is of ${facts.environment}, not of ${info.name}`);
  if (facts.version !== info.version) drift.push(`the card is of version ${facts.version}, not of ${info.version}`);
  for (const level of info.levels) {
    if (!same(goldenHashesOf(environment, level), facts.golden[level])) drift.push(`golden hashes, level ${level}`);
  }
  const started = progressOf(spotSlices(subject).length, onProgress);
  const now = await spotFacts(subject, (slices) => measure(slices, started));
  for (const [name, value] of Object.entries(now)) {
    if (!same(value, spot[name as keyof typeof spot])) drift.push(`a few questions again: ${name}`);
  }
  if (!same(judgeBars(facts), facts.bars)) drift.push("the bars do not follow from the card's own facts");
  for (const { check, met, tooFew } of [...facts.bars, ...(timings?.bars ?? [])]) {
    if (!met) drift.push(tooFew === true ? `too few samples to show: ${check}` : `bar missed: ${check}`);
  }
  return drift;
}

function same(a: unknown, b: unknown): boolean {
  return b !== undefined && canonicalJson(a as Canonical) === canonicalJson(b as Canonical);
}
