import { participants, readParticipants, rulesHash, type ContestRules } from "../replay/index.ts";
import { AffineError, Closing } from "../core/index.ts";
import { validatorShares, type ValidatorStake } from "../mechanism/index.ts";
import type { AuditOptions } from "./audit-options.ts";
import { buildReport } from "./build-report.ts";
import { again, ChainFacts } from "./chain-facts.ts";
import type { DecisionAudit } from "./decision/decision-audit.ts";
import { V1Decision } from "./decision/v1-decision.ts";
import { V2Decision } from "./decision/v2/v2-decision.ts";
import { Findings } from "./findings.ts";
import { readChains } from "./read-chains.ts";
import type { AuditReport } from "./report.ts";
import { Sources } from "./sources.ts";
import { throwIfStopped } from "./throw-if-stopped.ts";
import type { ValidatorTally } from "./validator-tally.ts";

/**
 * Recomputes everything that was published: chains of shards, questions, answers, decision, weights.
 *
 * @throws AffineError `not_found` when there is nothing to look at, `chain_*` when the chain does not answer,
 * `interrupted`. What is wrong with records is in the report, never thrown.
 */
export async function audit(options: AuditOptions): Promise<AuditReport> {
  const startedAtMs = options.nowMs();
  const closing = new Closing();
  try {
    const { rules, chain } = options;
    const findings = new Findings(options.tolerate);
    const facts = chain === null ? null : await ChainFacts.read(chain, rules.netuid);
    const sources = await Sources.find(
      {
        netuid: rules.netuid,
        facts,
        stores: options.stores ?? [],
        home: options.home ?? null,
        validators: options.validators ?? [],
        allowPrivate: options.allowPrivate ?? false,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      findings,
    );
    closing.add(() => sources.close());
    assertSources(sources, rules.netuid);
    const present = facts === null ? [] : await presentValidators(rules, facts);
    const decision = decisionAudit(options, { facts, findings, present });
    const votingShares = validatorShares(present);
    const read = await readChains(sources, { options, facts, findings, decision, votingShares }, closing);
    assertRecords(read.tallies, findings, rules);
    // A replay of a part of the records says nothing about the whole.
    const isWhole = findings.troubles.length === 0;
    if (!isWhole) findings.note("decision_unchecked", null, findings.troubles[0]?.message ?? null);
    const recomputed = isWhole ? await decision.finish(read) : null;
    read.answers.tellAbsent(recomputed?.block ?? null);
    const elapsedMs = Math.round(options.nowMs() - startedAtMs);
    return buildReport({ options, facts, findings, tallies: read.tallies, decision: recomputed, elapsedMs });
  } finally {
    await closing.close();
  }
}

/** Validators that take part as of the head. */
async function presentValidators({ champion }: ContestRules, facts: ChainFacts): Promise<readonly ValidatorStake[]> {
  if (champion === undefined) return facts.metagraph.neurons.filter(({ validatorPermit }) => validatorPermit);
  return participants(await again(() => readParticipants(facts.chain, facts.netuid, facts.head)), champion);
}

function decisionAudit(
  { rules, archive = null, signal, onProgress }: AuditOptions,
  about: { facts: ChainFacts | null; findings: Findings; present: readonly ValidatorStake[] },
): DecisionAudit {
  const { champion } = rules;
  const { facts, findings, present } = about;
  if (champion === undefined) return new V1Decision(rules, facts, findings);
  let toldPercent = -1;
  const onRound = (round: number, total: number): void => {
    throwIfStopped(signal);
    const percent = Math.floor((100 * round) / Math.max(1, total));
    if (percent === toldPercent) return;
    toldPercent = percent;
    onProgress?.({ phase: "replaying", validator: null, done: round, total, shards: 0, records: 0, judged: 0 });
  };
  return new V2Decision({ rules, champion, facts, archive, present, findings, onRound });
}

function assertSources({ hotkeys }: Sources, netuid: number): void {
  if (hotkeys.length > 0) return;
  throw new AffineError("not_found", `No validator of subnet ${netuid} was found whose records could be verified.`, {
    hint: "Name a store with --store, and over HTTP without a chain whose records they are with --validator.",
  });
}

/** Nothing at all is no verdict. */
function assertRecords(tallies: readonly ValidatorTally[], findings: Findings, rules: ContestRules): void {
  const [trouble] = findings.troubles;
  const records = tallies.reduce((sum, tally) => sum + tally.records, 0);
  if (records > 0 || findings.countOf() > 0) return;
  if (trouble !== undefined) throw trouble;
  const foreign = tallies.reduce((sum, tally) => sum + tally.otherRules, 0);
  if (foreign > 0) {
    throw new AffineError("not_found", `None of ${foreign} records was made under the rules ${rulesHash(rules)}.`, {
      hint: "Rules follow from --mechanism, --round-blocks and --netuid: give those of the network.",
      details: { foreign },
    });
  }
  const stores = [...new Set(tallies.flatMap((tally) => tally.stores))].join(", ");
  throw new AffineError("not_found", `No records of subnet ${rules.netuid} in ${stores || "any store"}.`, {
    hint: "Check --store and --netuid; a validator publishes its first shard after 100 blocks or 1,000 records.",
  });
}
