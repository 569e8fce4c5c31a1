import { once } from "node:events";
import { join, resolve } from "node:path";
import { demoDataFolder, type NetworkChoice, type RunFile } from "../../config/index.ts";
import { AffineError, opening, type Closing } from "../../core/index.ts";
import { startLocalnetChild, type LocalnetChild } from "../../localnet/index.ts";
import { python } from "../../sandbox/index.ts";
import type { Status } from "../../serve/index.ts";
import type { CommandContext } from "../context.ts";
import { BLOCK_MS, demoBlockMs, SLOWEST } from "../demo-pace.ts";
import { localnetFlags, type LocalnetFlagValues } from "../localnet-flags.ts";
import { printJson, printLine } from "../output.ts";
import { startFresh } from "../start-fresh.ts";
import { LOCAL_DEADLINE_BLOCKS } from "../../sdk/index.ts";
import { followContest, serveMetrics, servePage, tellPage, type PageParts } from "../serve-page.ts";
import { openValidatorService, type ValidatorService } from "../validator-service.ts";
import { showStatus } from "../view/status-view.ts";

/** A bound only: under affine-v2 shards are sealed within a deadline. */
const SEAL_EVERY = { records: 400, blocks: 20 };

const MIN_DEADLINE_MS = 20_000;

type DemoFlags = LocalnetFlagValues & { readonly untilWeights?: boolean };

export async function runDemo(context: CommandContext, flags: DemoFlags): Promise<void> {
  const startedAtMs = performance.now();
  const home = resolve(context.config.values.home ?? demoDataFolder(context.cwd));
  const demo = await opening((closing) => startDemo(context, { home, flags, closing }));
  try {
    const reached = flags.untilWeights === true ? demo.weights : undefined;
    const status = await Promise.race([
      interrupted(context.signal),
      demo.died,
      ...(reached === undefined ? [] : [reached]),
    ]);
    if (flags.untilWeights !== true) return;
    if (status === undefined) throw new AffineError("interrupted", "Interrupted before the first confirmed weights.");
    // The records behind these weights are published before the figures are told.
    await demo.service.validator.seal();
    const { records } = demo.service.status();
    const summary = summaryOf(
      { ...status, records: { ...records, rollouts: status.records.rollouts } },
      performance.now() - startedAtMs,
    );
    demo.closeView();
    if (context.json) await printJson(summary);
    else await printLine(`weights confirmed at block ${summary.block}: ${JSON.stringify(summary.weights)}`);
  } finally {
    await demo.closing.close();
  }
}

interface Demo {
  readonly service: ValidatorService;
  readonly closing: Closing;
  readonly closeView: () => void;
  /** The state at the first weights for a champion that are confirmed in this run. */
  readonly weights: Promise<Status>;
  /** Rejects when the localnet's process dies. */
  readonly died: Promise<never>;
}

async function startDemo(
  context: CommandContext,
  { home, flags, closing }: { home: string; flags: DemoFlags; closing: Closing },
): Promise<Demo> {
  if (flags.fresh === true) await startFresh(home);
  const started: PageParts = {};
  // First of all, so that a taken port is told before anything is written.
  const page = await servePage(context, closing, started, home);
  const pageUrl = page.url;
  await serveMetrics(context, closing, started, home);
  const { blockMs = BLOCK_MS, tempo = 10, weightsRateLimit = 5, commitReveal = false, ...ports } = localnetFlags(flags);
  const localnet = await startLocalnetChild({
    home,
    netuid: context.config.values.netuid ?? 120,
    roundBlocks: 1,
    seasons: true,
    blockMs,
    tempo,
    weightsRateLimit,
    commitReveal,
    ...ports,
    verbosity: context.verbosity,
  });
  closing.add(() => localnet.close());
  const network = networkOf(localnet.run, home);
  const opened = await openValidatorService(context, network, closing, {
    sealEvery: SEAL_EVERY,
    // Its round counts no more after so many blocks, however slow they are.
    jobDeadlineMs: Math.max(MIN_DEADLINE_MS, LOCAL_DEADLINE_BLOCKS * SLOWEST * blockMs),
  });
  followContest(context, closing, Object.assign(started, { service: opened }), { network, page });
  await tellPage(pageUrl, home, closing);
  // The first programs are to be run in seconds, and starting the sandbox takes one of them.
  python.start().catch((error: unknown) => context.log.warn({ err: error }, "the sandbox did not start yet"));
  keepPace(opened, localnet, blockMs);
  const weights = weightsOfChampion(opened);
  opened.validator.start();
  const view = showStatus(opened.status, { color: context.color, pageUrl });
  closing.add(() => view.close());
  if (!process.stderr.isTTY) process.stderr.write(`page at ${pageUrl}\n`);
  return {
    service: opened,
    closing,
    closeView: () => view.close(),
    weights,
    died: localnet.died.then((why) => {
      throw new AffineError("internal", `The demo ended early: ${why}.`, { hint: "Run it again with -vv to see why." });
    }),
  };
}

/** Blocks come slower while answers do not keep up. */
function keepPace(service: ValidatorService, localnet: LocalnetChild, askedMs: number): void {
  let presentMs = askedMs;
  let seenBlock: number | undefined;
  let sealed = { shards: -1, block: 0 };
  service.validator.events.on("block", ({ number }) => {
    const passedBlocks = number - (seenBlock ?? number - 1);
    const status = service.status();
    const { shards, pending } = status.records;
    if (shards !== sealed.shards || pending === 0) sealed = { shards, block: number };
    const unsealedBlocks = number - sealed.block;
    const nextMs = demoBlockMs(presentMs, { askedMs, passedBlocks, unsealedBlocks }, status);
    seenBlock = number;
    if (nextMs !== presentMs) localnet.setBlockMs(nextMs);
    presentMs = nextMs;
  });
}

/** The network that a localnet of ours is. */
function networkOf(run: RunFile, home: string): NetworkChoice {
  return {
    endpoint: run.chainUrl,
    netuid: run.netuid,
    inferenceUrl: run.inferenceUrl,
    inferenceKind: "local",
    hubFolder: join(home, "localnet", "hub"),
    roundBlocks: run.roundBlocks,
    allowEndpoints: true,
    isFallback: false,
    home,
    walletDir: run.walletDir,
    why: "the demo's own localnet",
  };
}

/**
 * The first confirmed weights of this run for a champion that won its crown by test; under affine-v1 for anybody who
 * has won.
 */
async function weightsOfChampion(service: ValidatorService): Promise<Status> {
  // What an earlier run had sent may be confirmed by this one; its block is older than this run's first.
  const [first] = (await once(service.validator.events, "block")) as [{ number: number }];
  for (;;) {
    const status = service.status();
    const { champion, weights } = status;
    const fresh = weights.confirmed && (weights.block ?? -1) >= first.number;
    if (fresh && champion !== null && hasWon(status) && weights.vector[champion.uid] !== undefined) return status;
    await once(service.validator.events, "block");
  }
}

function hasWon({ mechanism, champion, contest }: Status): boolean {
  if (mechanism === "affine-v1") return true;
  const [crown] = contest?.crowns ?? [];
  return crown?.byTest === true && crown.hotkey === champion?.hotkey;
}

async function interrupted(signal: AbortSignal): Promise<undefined> {
  if (!signal.aborted) await once(signal, "abort");
  return undefined;
}

/** What `--until-weights --json` prints. */
export function summaryOf(status: Status, elapsedMs: number) {
  const { champion, weights, records, leaderboard, environments, mechanism, contest } = status;
  const [crown] = contest?.crowns ?? [];
  const total = Object.values(weights.vector).reduce((sum, share) => sum + share, 0);
  return {
    mechanism,
    champion,
    /** How the champion won: after how many rounds, at which block, with what gain at least. */
    crown:
      crown === undefined
        ? null
        : { byTest: crown.byTest, rounds: crown.rounds, block: crown.block, gain: crown.gainBp / 10_000 },
    weights: Object.fromEntries(Object.entries(weights.vector).map(([uid, share]) => [uid, share / total])),
    block: weights.block,
    rollouts: records.rollouts,
    environments: Object.fromEntries(
      environments.map(({ name }) => [
        name,
        Object.fromEntries(
          leaderboard.flatMap((row) => {
            const score = row.environments[name];
            return score === undefined ? [] : [[row.uid, { n: score.n, score: score.score / 1000 }]];
          }),
        ),
      ]),
    ),
    records: { shards: records.shards, bytes: records.bytes },
    elapsedMs: Math.round(elapsedMs),
  };
}
