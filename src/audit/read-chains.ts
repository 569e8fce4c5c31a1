import { JudgedShards } from "./checkpoint/judged-shards.ts";
import { shardTotals } from "./shard-totals.ts";
import type { Closing } from "../core/index.ts";
import type { StakedShare } from "../mechanism/index.ts";
import { AnswerChecks } from "./answers/answer-checks.ts";
import { keptTranscriptBlocks } from "./answers/kept-transcripts.ts";
import { openJudge } from "./answers/judge.ts";
import { auditChain } from "./audit-chain.ts";
import type { AuditOptions } from "./audit-options.ts";
import type { ChainFacts } from "./chain-facts.ts";
import { checkAnnounced } from "./chains/announced-shards.ts";
import type { ChainSummary } from "./chains/read-chain.ts";
import { checkAges } from "./chains/record-age.ts";
import { Witnesses } from "./chains/witnesses.ts";
import type { DecisionAudit, ReadChains } from "./decision/decision-audit.ts";
import type { Findings } from "./findings.ts";
import { CommitmentChecks } from "./records/commitment-checks.ts";
import { QuestionChecks } from "./records/question-checks.ts";
import type { Sources } from "./sources.ts";
import { ValidatorTally } from "./validator-tally.ts";

/** Reads and judges every chain, also of those validators that only the records name. */
export async function readChains(
  sources: Sources,
  about: {
    options: AuditOptions;
    facts: ChainFacts | null;
    findings: Findings;
    decision: DecisionAudit;
    /** Of those that take part by the chain as it is now; none without a chain. */
    votingShares: readonly StakedShare[];
  },
  closing: Closing,
): Promise<ReadChains & { tallies: readonly ValidatorTally[] }> {
  const { options, facts, findings, decision } = about;
  const { rules, workers = 1, python, share = 1, seed } = options;
  const judge = openJudge({ workers, python });
  closing.add(() => judge.close());
  const tallies = new Map<string, ValidatorTally>();
  const storesOf = (hotkey: string) => sources.storesOf(hotkey);
  const judgedShards =
    options.checkpoint === undefined || share < 1 ? null : new JudgedShards(options.checkpoint, findings);
  const totals = options.onProgress === undefined ? null : await shardTotals(sources, rules.netuid);
  const answers = new AnswerChecks({
    netuid: rules.netuid,
    judge,
    share: { share, seed },
    request: rules.request,
    headBlock: facts?.head.number ?? null,
    keptBlocks: keptTranscriptBlocks(rules),
    findings,
    storesOf,
    onResult(audited, result) {
      judgedShards?.result(audited, result);
      tallies.get(audited.validator)?.answer(result.judged);
      decision.result(audited, result);
    },
  });
  const parts = {
    ...about,
    sources,
    judgedShards,
    onProgress(tally: ValidatorTally) {
      const sum = (part: (one: ValidatorTally) => number) =>
        [...tallies.values()].reduce((all, one) => all + part(one), 0);
      const shards = sum((one) => one.shards);
      options.onProgress?.({
        phase: "reading",
        validator: tally.hotkey,
        done: shards,
        total: totals,
        shards,
        records: sum((one) => one.records),
        judged: sum((one) => one.judged),
      });
    },
    answers,
    witnesses: new Witnesses(),
    questions: new QuestionChecks({
      rules,
      facts,
      findings,
      beaconOf: (block) => facts?.beacon(block) ?? Promise.resolve(undefined),
    }),
    commitments: rules.champion === undefined ? new CommitmentChecks(facts?.reveals ?? null, findings) : null,
  };
  const chains = new Map<string, ChainSummary>();
  for (const waiting = [...sources.hotkeys]; waiting.length > 0;) {
    for (const hotkey of waiting.splice(0)) {
      const tally = new ValidatorTally(hotkey, sources.storesOf(hotkey));
      tallies.set(hotkey, tally);
      chains.set(hotkey, await auditChain(tally, parts));
    }
    waiting.push(...[...decision.mentioned].filter((hotkey) => !tallies.has(hotkey)).sort());
  }
  await answers.finish();
  const withPermit = (facts?.metagraph.neurons ?? []).filter(({ validatorPermit }) => validatorPermit);
  const permitted = new Set(withPermit.map(({ hotkey }) => hotkey));
  const { heads } = sources;
  await parts.witnesses.compare(chains, {
    netuid: rules.netuid,
    storesOf,
    permitted,
    votingShares: about.votingShares,
    heads,
    findings,
  });
  // A store that did not answer proves nothing about what is in it.
  if (findings.troubles.length === 0) {
    const { netuid } = rules;
    checkAnnounced(heads, { netuid, chains, storesOf, findings });
    if (facts !== null) await checkAges(chains, { facts, heads, maxAgeBlocks: options.maxAgeBlocks, findings });
  }
  if (findings.troubles.length === 0) await judgedShards?.finish();
  return { chains, answers, tallies: [...tallies.values()] };
}
