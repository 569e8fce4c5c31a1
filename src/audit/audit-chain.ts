import { rulesHash } from "../contest/index.ts";
import type { Store } from "../store/index.ts";
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
import type { ValidatorTally } from "./validator-tally.ts";

/** What the checks of all chains share. */
export interface ChainAuditParts {
  readonly options: Pick<AuditOptions, "rules" | "onProgress" | "signal">;
  readonly findings: Findings;
  readonly decision: DecisionAudit;
  readonly answers: AnswerChecks;
  readonly witnesses: Witnesses;
  readonly questions: QuestionChecks;
  readonly commitments: CommitmentChecks;
}

/** Reads one validator's chain from its beginning and sends every record through the checks. */
export async function auditChain(
  { hotkey, stores }: { hotkey: string; stores: readonly Store[] },
  tally: ValidatorTally,
  parts: ChainAuditParts,
): Promise<ChainSummary> {
  const { options, findings, decision, witnesses } = parts;
  const { rules, signal, onProgress } = options;
  const reading = new ChainReading({ netuid: rules.netuid, hotkey, stores }, findings);
  const keys = new RecordKeys(hotkey, findings);
  const coverage = rules.mechanism === "affine-v1" ? new Coverage(hotkey, rules, findings) : null;
  const ours = rulesHash(rules);
  for await (const shard of reading.shards()) {
    signal?.throwIfAborted();
    witnesses.add(shard);
    const isOurs = shard.header.rules === ours;
    tally.shard(shard, isOurs);
    if (!isOurs)
      findings.note("other_rules", hotkey, `${shard.key}: rules ${shard.header.rules}`, shard.records.length);
    decision.add(shard);
    if (isOurs) await checkRecords(shard, { stores, keys, coverage }, parts);
    onProgress?.({ validator: hotkey, shards: tally.shards, records: tally.records, judged: tally.judged });
  }
  coverage?.finish();
  if (tally.shards === 0 && findings.countOf(hotkey) === 0) {
    findings.note("no_records", hotkey, stores.map(({ location }) => location).join(", ") || "it announced no store");
  }
  return reading.summary();
}

async function checkRecords(
  shard: FoundShard,
  { stores, keys, coverage }: { stores: readonly Store[]; keys: RecordKeys; coverage: Coverage | null },
  { questions, commitments, answers, decision }: ChainAuditParts,
): Promise<void> {
  const toJudge: AuditedRecord[] = [];
  const lines = new Map<string, number>();
  const checks = shard.records.map(async (record, index) => {
    const line = index + 2;
    const place = `${shard.key}#${line}`;
    keys.add(record, place);
    if (record.kind !== "rollout") return;
    const audited = { validator: shard.header.hotkey, record, place };
    lines.set(place, line);
    coverage?.add(audited);
    commitments.check(audited);
    if (await questions.check(audited)) toJudge.push(audited);
    else decision.fault({ key: shard.key, line }, "unknown_question");
  });
  await Promise.all(checks);
  coverage?.advance();
  // The store that gave the shard is asked first.
  const ordered = [shard.store, ...stores.filter((store) => store !== shard.store)];
  await answers.add(toJudge, ordered, ({ place }, code) => {
    decision.fault({ key: shard.key, line: lines.get(place) ?? 0 }, code);
  });
}
