import colors from "picocolors";
import { fillWeights, openNetwork, type Chain } from "../../chain/index.ts";
import { defaultWalletFolder, type NetworkChoice } from "../../config/index.ts";
import { AffineError, Closing } from "../../core/index.ts";
import { FsStore } from "../../store/index.ts";
import { countBar } from "../../telemetry/index.ts";
import type { Contest, EnvironmentScore } from "../../serve/index.ts";
import { computeWeights, type ComputedWeights, type ContestStatus } from "../../validator/index.ts";
import type { CommandContext } from "../context.ts";
import { networkForReading } from "../network-for-reading.ts";
import { drawContest } from "../view/draw-contest.ts";
import { printJson, printLine } from "../output.ts";
import { table } from "../table.ts";
import { networkRules } from "../validator-service.ts";
import { ownHotkey } from "../own-hotkey.ts";

export async function showWeights(context: CommandContext, flags: { set?: boolean }): Promise<void> {
  const closing = new Closing();
  try {
    const network =
      flags.set === true ? await context.network({ signs: true }) : await networkForReading(context, closing);
    const chain = openNetwork(network);
    closing.add(() => chain.close());
    const rules = networkRules(context, network);
    const bar = countBar();
    const computed = await computeWeights({
      chain,
      store: await FsStore.open(network.home),
      rules,
      log: context.log,
      onProgress: (done, total) => bar.show({ doing: "replaying", done, total, unit: "blocks" }),
    }).finally(() => bar.close());
    const taken = flags.set === true ? await setThem(context, { chain, network }, computed) : undefined;
    if (context.json) await printJson({ ...computed, set: taken ?? null });
    else if (computed.contest !== null) await explainContest(computed, computed.contest);
    else await explain(computed, rules.mechanism);
    if (taken !== undefined && !context.json) {
      await printLine(`set at block ${taken.block}${taken.confirmed ? ", confirmed" : ", not read back yet"}`);
    }
  } finally {
    await closing.close();
  }
}

async function setThem(
  of: CommandContext,
  { chain: on, network }: { readonly chain: Chain; readonly network: NetworkChoice },
  { decision, results }: ComputedWeights,
) {
  if (results === 0) {
    throw new AffineError("not_found", "No record decides yet, so no weights were set.", {
      hint: "Let `af validate` hold some rounds first.",
    });
  }
  const { values } = of.config;
  const folder = network.walletDir ?? defaultWalletFolder(process.env);
  const name = { folder, coldkey: values.coldkey ?? "default", hotkey: values.hotkey ?? "default" };
  const { key } = await ownHotkey(of, name);
  const head = await on.head();
  const [{ neurons }, { minAllowedWeights }] = await Promise.all([
    on.metagraph(network.netuid, head),
    on.hyperparameters(network.netuid, head),
  ]);
  const weights = fillWeights(decision.weights, { minAllowedWeights, neurons: neurons.length });
  return on.setWeights(key, network.netuid, weights);
}

const LEGEND = [
  "     n: rounds; wealth: how far on the way to the level that crowns; gates: other",
  "     conditions met; left: rounds until a crown, should it go on so; gain: between",
  "     these points with 95% certainty. docs/mechanism.md explains each.",
].join("\n");

async function explainContest({ block, decision, problems }: ComputedWeights, contest: ContestStatus): Promise<void> {
  await printLine(`block ${block.number}, affine-v2, replayed as of block ${contest.block} (round ${contest.round})`);
  for (const { message } of problems) await printLine(`left out: ${message}`);
  const shares = [...decision.weights].map(([uid, share]) => `uid ${uid} ${share}/65535`);
  await printLine(`weights: ${shares.join(", ")}`);
  const { champion } = contest;
  if (champion !== null) {
    const scores = Object.entries(champion.scores).map(([name, score]) => `${name} ${(score / 10).toFixed(1)}%`);
    await printLine(`champion: uid ${champion.uid} ${champion.model}, since block ${champion.crownedBlock}`);
    await printLine(`          ${scores.join(", ")} over ${champion.rounds} rounds`);
  }
  const anchors = Object.entries(contest.anchorsBp).flatMap(([name, bp]) =>
    bp === null ? [] : [`${name} ${bp / 100}%`],
  );
  if (anchors.length > 0) await printLine(`anchors: ${anchors.join(", ")}`);
  // The status of the API is the same but for lists that may be changed.
  for (const line of drawContest(structuredClone(contest) as Contest, colors.createColors(false)))
    await printLine(line);
  if (contest.challengers.some(({ meanGain }) => meanGain !== null)) await printLine(LEGEND);
  for (const crown of contest.crowns) {
    const how = crown.byTest
      ? `by test after ${crown.rounds} rounds, gain ${(crown.gainBp / 100).toFixed(1)} points at least`
      : `first champion after ${crown.rounds} rounds`;
    await printLine(`crown at block ${crown.block}: uid ${crown.uid} ${crown.model}`);
    await printLine(`          ${how}`);
  }
}

async function explain({ block, decision, results, problems }: ComputedWeights, mechanism: string): Promise<void> {
  await printLine(`block ${block.number}, ${mechanism}, ${results} results that count`);
  for (const { message } of problems) await printLine(`left out: ${message}`);
  const shares = [...decision.weights].map(([uid, share]) => `uid ${uid} ${share}/65535`);
  await printLine(`weights: ${shares.join(", ")}`);
  const { champion, leaderboard } = decision;
  if (champion === null) {
    await printLine("nobody has a result: all weight goes to uid 0");
    return;
  }
  const names = Object.keys(leaderboard[0]?.environments ?? {});
  await printLine(
    table(
      [
        { title: "uid", align: "right" },
        { title: "model" },
        ...names.map((title) => ({ title: `${title} [95%]` })),
        { title: "dominates", align: "right" },
        { title: "since", align: "right" },
      ],
      leaderboard.map((row) => [
        row.uid,
        row.model.slice(0, 30),
        ...names.map((name) => cell(row.environments[name])),
        row.eligible ? row.dominates : "few n",
        row.block,
      ]),
    ),
  );
  const winner = leaderboard.find((row) => row.champion);
  await printLine(
    `uid ${champion.uid} wins: it dominates ${winner?.dominates ?? 0} of ${leaderboard.length - 1} others, the most of all.`,
  );
}

function cell(score: EnvironmentScore | undefined): string {
  if (score === undefined || score.n === 0) return "-";
  const { answered, asked } = score;
  const count = answered < asked ? `${answered}/${asked}` : asked;
  return `${(score.score / 10).toFixed(1)}% [${(score.lowBp / 100).toFixed(0)},${(score.highBp / 100).toFixed(0)}] n${count}`;
}
