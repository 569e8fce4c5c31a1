import { rulesHash } from "../replay/index.ts";
import type { AnswerChecks } from "./answers/answer-checks.ts";
import type { AuditOptions } from "./audit-options.ts";
import { ChainReading, type ChainSummary, type FoundShard } from "./chains/read-chain.ts";
import type { Witnesses } from "./chains/witnesses.ts";
import type { DecisionAudit } from "./decision/decision-audit.ts";
import type { Findings } from "./findings.ts";
import type { AuditedRecord } from "./records/audited-record.ts";
import type { CommitmentChecks } from "./records/commitment-checks.ts";
import { Coverage } from "./records/coverage.ts";
import type { QuestionChecks } from "./records/question-checks.ts";
import { RecordKeys } from "./records/record-keys.ts";
import type { Sources } from "./sources.ts";
import type { JudgedShards } from "./checkpoint/judged-shards.ts";
import { throwIfStopped } from "./throw-if-stopped.ts";
import type { ValidatorTally } from "./validator-tally.ts";

/** What the checks of all chains share. */
export interface ChainAuditParts {
  readonly options: Pick<AuditOptions, "rules" | "signal">;
  /** After each shard. */
  readonly onProgress?: (tally: ValidatorTally) => void;
  /** Where a checkpoint is kept. */
  readonly judgedShards: JudgedShards | null;
  readonly sources: Pick<Sources, "storesOf">;
  readonly findings: Findings;
  readonly decision: DecisionAudit;
  readonly answers: AnswerChecks;
  readonly witnesses: Witnesses;
  readonly questions: QuestionChecks;
  /** `null` where the replay knows who committed what. */
  readonly commitments: CommitmentChecks | null;
}

/** Reads one validator's chain from its beginning and sends every record through the checks. */
export async function auditChain(tally: ValidatorTally, parts: ChainAuditParts): Promise<ChainSummary> {
  const { options, sources, findings, decision, witnesses } = parts;
  const { onProgress } = parts;
  const { rules, signal } = options;
  const { hotkey } = tally;
  const stores = sources.storesOf(hotkey);
  const { judgedShards } = parts;
  const known = judgedShards === null ? {} : { isKnown: (hash: string) => judgedShards.isKnown(hash) };
  const reading = new ChainReading({ netuid: rules.netuid, hotkey, stores, ...known }, findings);
  const keys = new RecordKeys(hotkey, findings);
  const coverage = rules.mechanism === "affine-v1" ? new Coverage(hotkey, rules, findings) : null;
  const ours = rulesHash(rules);
  for await (const shard of reading.shards()) {
    throwIfStopped(signal);
    witnesses.add(shard);
    const isOurs = shard.header.rules === ours;
    tally.shard(shard, isOurs);
    if (!isOurs)
      findings.note("other_rules", hotkey, `${shard.key}: rules ${shard.header.rules}`, shard.records.length);
    decision.add(shard);
    if (isOurs) await checkRecords(shard, { keys, coverage, tally }, parts);
    onProgress?.(tally);
  }
  coverage?.finish();
  if (tally.shards === 0 && findings.countOf(hotkey) === 0) {
    findings.note("no_records", hotkey, stores.map(({ location }) => location).join(", ") || "it announced no store");
  }
  return reading.summary();
}

async function checkRecords(
  shard: FoundShard,
  { keys, coverage, tally }: { keys: RecordKeys; coverage: Coverage | null; tally: ValidatorTally },
  { questions, commitments, answers, decision, judgedShards }: ChainAuditParts,
): Promise<void> {
  const { store, key, header, records } = shard;
  const audited = records.flatMap((record, index): AuditedRecord[] => {
    keys.add(record, { key, index });
    return record.kind === "rollout" ? [{ validator: header.hotkey, record, seq: header.seq, key, index }] : [];
  });
  const areAsked = await Promise.all(audited.map((entry) => questions.check(entry)));
  for (const [at, entry] of audited.entries()) {
    coverage?.add(entry);
    commitments?.check(entry);
    // What the rules do not ask is no answer to judge.
    if (areAsked[at] !== true) decision.result(entry, { judged: false, fault: "other_question" });
  }
  coverage?.advance();
  const picked = audited.filter((entry, at) => areAsked[at] === true && answers.picks(entry));
  if (judgedShards?.begin(shard, picked.length) === true) {
    for (const entry of picked) {
      const result = answers.again(entry);
      tally.answer(result.judged);
      decision.result(entry, result);
    }
  } else await answers.add(picked, store);
}
