import { rulesHash } from "../replay/index.ts";
import type { AuditOptions } from "./audit-options.ts";
import type { ChainFacts } from "./chain-facts.ts";
import type { RecomputedDecision } from "./decision/decision-audit.ts";
import type { Findings } from "./findings.ts";
import type { AuditReport } from "./report.ts";
import type { ValidatorTally } from "./validator-tally.ts";

/** Puts together what was found. */
export function buildReport(of: {
  readonly options: AuditOptions;
  readonly facts: ChainFacts | null;
  readonly findings: Findings;
  readonly tallies: readonly ValidatorTally[];
  readonly decision: RecomputedDecision | null;
  readonly elapsedMs: number;
}): AuditReport {
  const { options, facts, findings, tallies, decision, elapsedMs } = of;
  const { rules, share = 1, seed } = options;
  const uidOf = new Map(facts?.metagraph.neurons.map(({ hotkey, uid }) => [hotkey, uid]));
  const validators = tallies
    .map((tally) =>
      tally.report({ uid: uidOf.get(tally.hotkey) ?? null, headBlock: facts?.head.number ?? null, findings }),
    )
    .sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1));
  const sum = (part: (tally: ValidatorTally) => number): number =>
    tallies.reduce((total, tally) => total + part(tally), 0);
  return {
    verdict: findings.countThatMatter > 0 ? "deviations" : findings.troubles.length > 0 ? "incomplete" : "verified",
    netuid: rules.netuid,
    mechanism: rules.mechanism,
    rules: rulesHash(rules),
    block: facts?.head.number ?? null,
    share,
    seed,
    shards: sum((tally) => tally.shards),
    records: sum((tally) => tally.records),
    picked: sum((tally) => tally.picked),
    judged: sum((tally) => tally.judged),
    validators,
    decision,
    deviationCounts: findings.countsByCode(),
    tolerated: [...findings.tolerated].sort(),
    deviations: findings.deviations(),
    notes: findings.notes(),
    troubles: findings.troubles.map(({ code, message, hint }) => ({ code, message, hint: hint ?? null })),
    elapsedMs,
  };
}
