import { once } from "node:events";
import { join, resolve } from "node:path";
import { demoDataFolder, type NetworkChoice, type RunFile } from "../../config/index.ts";
import { AffineError, opening, type Closing } from "../../core/index.ts";
import { startLocalnetChild } from "../../localnet/index.ts";
import { python } from "../../sandbox/index.ts";
import type { Status } from "../../serve/index.ts";
import type { CommandContext } from "../context.ts";
import { localnetFlags, type LocalnetFlagValues } from "../localnet-flags.ts";
import { printJson, printLine } from "../output.ts";
import { setAside, startFresh } from "../start-fresh.ts";
import { askedBlockMs, BLOCK_MS, ENROL_BLOCK_MS, HELD_BLOCK_MS, SLOWEST } from "../demo/demo-pace.ts";
import { keepPace } from "../demo/keep-pace.ts";
import { Milestones } from "../demo/milestones.ts";
import { summaryOf } from "../demo/summary.ts";
import { TranscriptPruner } from "../demo/transcript-pruner.ts";
import { untilInterrupted } from "../interrupt.ts";
import { LOCAL_DEADLINE_BLOCKS } from "../../sdk/index.ts";
import { FsStore } from "../../store/index.ts";
import { keptTranscriptBlocks } from "../../audit/index.ts";
import { followContest, serveMetrics, servePage, tellPage, type PageParts } from "../serve-page.ts";
import { networkRules, openValidatorService, type ValidatorService } from "../validator-service.ts";
import { showStatus } from "../view/status-view.ts";
import { say } from "../../telemetry/index.ts";

/** A bound only: under affine-v2 shards are sealed within a deadline. */
const SEAL_EVERY = { records: 400, blocks: 20 };

const MIN_DEADLINE_MS = 20_000;
const PRUNE_EVERY_BLOCKS = 25;

type DemoFlags = LocalnetFlagValues & { readonly untilWeights?: boolean; readonly mostBlocks: number };

export async function runDemo(context: CommandContext, flags: DemoFlags): Promise<void> {
  const home = resolve(context.config.values.home ?? demoDataFolder(context.cwd));
  if (flags.fresh === true) await startFresh(home);
  let at = context;
  for (;;) {
    const full = await runNetwork(at, home, flags);
    if (full === undefined) return;
    const before = await setAside(home);
    say(
      `block ${full.block}: a network of ${flags.mostBlocks} blocks is enough; a new one begins, this one is in ${before}`,
    );
    // Whoever looks at the page finds the next network at the same address.
    const { values } = context.config;
    at = { ...context, config: { ...context.config, values: { ...values, port: full.port } } };
  }
}

/** Runs a network until it is told to stop, or as long as one may become: then its last block, and the page's port. */
async function runNetwork(
  context: CommandContext,
  home: string,
  flags: DemoFlags,
): Promise<{ readonly block: number; readonly port: number } | undefined> {
  const demo = await opening((closing) => startDemo(context, { home, flags, closing }));
  try {
    const reached = flags.untilWeights === true ? demo.weights : undefined;
    const status = await Promise.race([
      untilInterrupted(context.signal),
      demo.died,
      ...(reached === undefined ? [] : [reached]),
      demo.full,
    ]);
    if (typeof status === "number") return { block: status, port: Number(new URL(demo.pageUrl).port) };
    if (flags.untilWeights !== true) return undefined;
    if (status === undefined) throw new AffineError("interrupted", "Interrupted before the first confirmed weights.");
    // The records behind these weights are published before the figures are told.
    await demo.service.validator.seal();
    const { records } = demo.service.status();
    const summary = summaryOf(
      { ...status, records: { ...records, rollouts: status.records.rollouts } },
      performance.now(),
      demo.milestones.times,
    );
    demo.closeView();
    if (context.json) await printJson(summary);
    else await printLine(`weights confirmed at block ${summary.block}: ${JSON.stringify(summary.weights)}`);
    return undefined;
  } finally {
    await demo.closing.close();
  }
}

interface Demo {
  readonly service: ValidatorService;
  readonly closing: Closing;
  readonly closeView: () => void;
  readonly pageUrl: string;
  readonly milestones: Milestones;
  /** The state at the first weights for a champion that are confirmed in this run. */
  readonly weights: Promise<Status>;
  /** The block at which the network is as long as one may become. */
  readonly full: Promise<number>;
  /** Rejects when the localnet's process dies. */
  readonly died: Promise<never>;
}

async function startDemo(
  context: CommandContext,
  { home, flags, closing }: { home: string; flags: DemoFlags; closing: Closing },
): Promise<Demo> {
  const started: PageParts = {};
  // First of all, so that a taken port is told before anything is written.
  const page = await servePage(context, closing, started, home);
  const pageUrl = page.url;
  await serveMetrics(context, closing, started, home);
  // While the localnet starts: the first programs are to be run in seconds, and starting the sandbox takes one of them.
  closing.add(() => python.close());
  python.start().catch((error: unknown) => context.log.warn({ err: error }, "the sandbox did not start yet"));
  const { blockMs, tempo = 10, weightsRateLimit = 5, commitReveal = false, ...ports } = localnetFlags(flags);
  const slowestMs = SLOWEST * (blockMs ?? BLOCK_MS);
  const localnet = await startLocalnetChild({
    home,
    netuid: context.config.values.netuid ?? 120,
    roundBlocks: 1,
    seasons: true,
    enrolBlockMs: ENROL_BLOCK_MS,
    blockMs: HELD_BLOCK_MS,
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
    jobDeadlineMs: Math.max(MIN_DEADLINE_MS, LOCAL_DEADLINE_BLOCKS * slowestMs),
  });
  followContest(context, closing, Object.assign(started, { service: opened }), { network, page });
  await tellPage(pageUrl, home, closing);
  const milestones = new Milestones();
  opened.validator.events.on("block", () => milestones.see(opened.status(), performance.now()));
  const weights = weightsOfChampion(opened);
  opened.validator.start();
  keepPace(opened, localnet, (status) => blockMs ?? askedBlockMs(status));
  await pruneTexts(context, opened, { network, closing });
  const view = showStatus(opened.status, { color: context.color, pageUrl });
  closing.add(() => view.close());
  if (!process.stderr.isTTY) say(`page at ${pageUrl}`);
  return {
    service: opened,
    closing,
    closeView: () => view.close(),
    pageUrl,
    full: blockFrom(opened, flags.mostBlocks),
    milestones,
    weights,
    died: localnet.died.then((why) => {
      throw new AffineError("internal", `The demo ended early: ${why}.`, { hint: "Run it again with -vv to see why." });
    }),
  };
}

/** Texts that nobody may miss any more go, so that a demo that runs for ever has a bound on its disk. */
async function pruneTexts(
  context: CommandContext,
  { validator, status }: ValidatorService,
  { network, closing }: { network: NetworkChoice; closing: Closing },
): Promise<void> {
  const store = await FsStore.open(network.home, { readOnly: true });
  closing.add(() => store.close());
  const { netuid, home } = network;
  const keptBlocks = keptTranscriptBlocks(networkRules(context, network));
  const pruner = new TranscriptPruner({ home, store, netuid, hotkey: status().validator.hotkey, keptBlocks });
  validator.events.on("block", ({ number }) => {
    if (number % PRUNE_EVERY_BLOCKS !== 0) return;
    pruner.step(number).catch((error: unknown) => context.log.warn({ err: error }, "old texts could not be deleted"));
  });
}

/** The first block from a number on. */
function blockFrom({ validator }: ValidatorService, least: number): Promise<number> {
  return new Promise((found) => {
    validator.events.on("block", ({ number }) => {
      if (number >= least) found(number);
    });
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
    missesLocalnet: false,
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
