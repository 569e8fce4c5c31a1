import { rulesHash, type ContestRules } from "../contest/index.ts";
import { AffineError, Closing } from "../core/index.ts";
import type { Store } from "../store/index.ts";
import { AnswerChecks } from "./answers/answer-checks.ts";
import { openJudge } from "./answers/judge.ts";
import { auditChain } from "./audit-chain.ts";
import type { AuditOptions } from "./audit-options.ts";
import { ChainFacts } from "./chain-facts.ts";
import type { ChainSummary } from "./chains/read-chain.ts";
import { Witnesses } from "./chains/witnesses.ts";
import type { DecisionAudit } from "./decision/decision-audit.ts";
import { V1Decision } from "./decision/v1-decision.ts";
import { weightsOnChain } from "./decision/weights-on-chain.ts";
import { Findings } from "./findings.ts";
import { CommitmentChecks } from "./records/commitment-checks.ts";
import { QuestionChecks } from "./records/question-checks.ts";
import type { AuditReport, ValidatorReport } from "./report.ts";
import { findSources, type Source } from "./sources.ts";
import { ValidatorTally } from "./validator-tally.ts";

/**
 * Recomputes everything that was published: chains of shards, questions, answers, decision, weights.
 *
 * @throws AffineError `not_found` when there is nothing to look at, `chain_*` when the chain does not answer,
 * `interrupted`. What is wrong with records is in the report, never thrown.
 */
export async function audit(options: AuditOptions): Promise<AuditReport> {
  const startedAtMs = options.nowMs();
  const { rules, chain, share = 1, seed } = options;
  const findings = new Findings();
  const facts = chain === null ? null : await ChainFacts.read(chain, rules.netuid);
  const sources = await findSources(
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
  assertSources(sources, rules.netuid);
  const decision: DecisionAudit = new V1Decision(rules, facts?.metagraph ?? null, findings);
  const tallies = await readAll(sources, { options, facts, findings, decision, share: { share, seed } });
  assertRecords(tallies, findings, rules);
  const weights =
    facts === null ? [] : await weightsOnChain(facts, (validator) => decision.publishedBlock(validator), findings);
  const recomputed = await decision.finish(weights);
  const uidOf = new Map(facts?.metagraph.neurons.map(({ hotkey, uid }) => [hotkey, uid]));
  const validators = tallies.map((tally) => tally.report(uidOf.get(tally.hotkey) ?? null, findings));
  const sum = (of: (report: ValidatorReport) => number): number =>
    validators.reduce((total, report) => total + of(report), 0);
  return {
    verdict: findings.countOf() > 0 ? "deviations" : findings.troubles.length > 0 ? "incomplete" : "verified",
    netuid: rules.netuid,
    mechanism: rules.mechanism,
    rules: rulesHash(rules),
    block: facts?.head.number ?? null,
    share,
    seed,
    shards: sum((report) => report.shards),
    records: sum((report) => report.records),
    picked: tallies.reduce((total, tally) => total + tally.picked, 0),
    judged: sum((report) => report.judged),
    validators,
    decision: recomputed,
    deviationCounts: findings.countsByCode(),
    deviations: findings.deviations(),
    notes: findings.notes(),
    troubles: findings.troubles.map(({ code, message, hint }) => ({ code, message, hint: hint ?? null })),
    elapsedMs: Math.round(options.nowMs() - startedAtMs),
  };
}

interface Reading {
  readonly options: AuditOptions;
  readonly facts: ChainFacts | null;
  readonly findings: Findings;
  readonly decision: DecisionAudit;
  readonly share: { readonly share: number; readonly seed: string };
}

/** Reads and judges every chain; in the order of the hotkeys. */
async function readAll(sources: readonly Source[], reading: Reading): Promise<ValidatorTally[]> {
  const { options, facts, findings, share } = reading;
  const { rules, workers = 1, python } = options;
  const closing = new Closing();
  try {
    const judge = openJudge({ workers, python });
    closing.add(() => judge.close());
    const byHotkey = new Map(
      sources.map(({ hotkey, stores }) => [hotkey, { stores, tally: new ValidatorTally(hotkey, stores) }]),
    );
    const answers = new AnswerChecks({
      netuid: rules.netuid,
      judge,
      share,
      request: rules.request,
      headBlock: facts?.head.number ?? null,
      findings,
      onAnswer: ({ validator }, judged) => byHotkey.get(validator)?.tally.answer(judged),
    });
    const parts = {
      ...reading,
      answers,
      witnesses: new Witnesses(),
      questions: new QuestionChecks({
        rules,
        facts,
        findings,
        beaconOf: (block) => facts?.beacon(block) ?? Promise.resolve(undefined),
      }),
      commitments: new CommitmentChecks(facts?.reveals ?? null, findings),
    };
    const chains = new Map<string, ChainSummary>();
    for (const [hotkey, { stores, tally }] of byHotkey)
      chains.set(hotkey, await auditChain({ hotkey, stores }, tally, parts));
    await answers.finish();
    const storesOf = (hotkey: string): readonly Store[] => byHotkey.get(hotkey)?.stores ?? [];
    await parts.witnesses.compare(chains, { netuid: rules.netuid, storesOf, findings });
    return [...byHotkey.values()].map(({ tally }) => tally);
  } finally {
    await closing.close();
  }
}

function assertSources(sources: readonly Source[], netuid: number): void {
  if (sources.some(({ stores }) => stores.length > 0)) return;
  if (sources.length > 0) return;
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
  const stores = [...new Set(tallies.flatMap((tally) => tally.stores))].join(", ");
  const foreign = tallies.reduce((sum, tally) => sum + tally.otherRules, 0);
  if (foreign > 0) {
    throw new AffineError("not_found", `None of ${foreign} records was made under the rules ${rulesHash(rules)}.`, {
      hint: "Rules follow from --mechanism, --round-blocks and --netuid: give those of the network.",
      details: { foreign },
    });
  }
  throw new AffineError("not_found", `No records of subnet ${rules.netuid} in ${stores || "any store"}.`, {
    hint: "Check --store and --netuid; a validator publishes its first shard after 100 blocks or 1,000 records.",
  });
}
