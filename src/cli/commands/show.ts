import { join } from "node:path";
import { PAGE_FILE, runningPage, type NetworkChoice } from "../../config/index.ts";
import { AffineError, opening, type Closing } from "../../core/index.ts";
import { challengeFromId } from "../../envs/index.ts";
import { FsStore, openStoreForReading } from "../../store/index.ts";
import { storeOptions } from "../../sdk/index.ts";
import { replayArena } from "../arena/replayed-arena.ts";
import type { CommandContext } from "../context.ts";
import { printJson, printLine } from "../output.ts";
import { ArenaAsker } from "../show/arena-asker.ts";
import { drawRecord, showRecord } from "../show/show-record.ts";
import { drawRound } from "../show/draw-round.ts";
import { drawTest } from "../show/draw-test.ts";
import { targetOf, type Target } from "../show/target.ts";
import { networkRules } from "../validator-service.ts";
import { say } from "../../telemetry/index.ts";

interface ShowFlags {
  readonly statusUrl?: string;
  readonly records?: boolean;
  readonly store?: string;
}

const KEPT_ROUNDS = 100_000;
const TIMEOUT_MS = 30_000;

/** One thing of the arena in words, with its proof. */
export async function show(context: CommandContext, word: string, flags: ShowFlags): Promise<void> {
  const target = targetOf(word);
  if (target.kind === "question") {
    const { env, version, params, prompt, id } = challengeFromId(target.id);
    if (context.json) await printJson({ id, env, version, params, prompt });
    else await printLine(prompt);
    return;
  }
  const network = await context.network();
  if (target.kind === "record") {
    const store =
      flags.store === undefined
        ? await FsStore.open(network.home, { readOnly: true })
        : await openStoreForReading(flags.store, storeOptions(context.config, context.signal));
    const shown = await showRecord(store, target, networkRules(context, network)).finally(() => store.close());
    if (context.json) await printJson(shown);
    else for (const line of drawRecord(shown)) await printLine(line);
    if (shown.proof.some(({ isRight }) => !isRight)) {
      throw new AffineError("verification_failed", "The record is not right.");
    }
    return;
  }
  await opening(async (closing) => {
    const asker = await askerOf(context, network, closing, flags);
    await showOf(context, asker, { target, network });
    await closing.close();
  });
}

async function askerOf(
  context: CommandContext,
  network: NetworkChoice,
  closing: Closing,
  flags: ShowFlags,
): Promise<ArenaAsker> {
  if (flags.records === true) {
    say("reading the records that validators announced on chain");
    const { request } = await replayArena(context, network, closing, { rounds: KEPT_ROUNDS });
    return new ArenaAsker(request);
  }
  const page = flags.statusUrl ?? runningPage(join(network.home, PAGE_FILE));
  if (page === undefined) {
    throw new AffineError("not_found", "No validator's page runs on this data folder.", {
      hint: "Name one with --status-url, or take --records.",
    });
  }
  const base = page.replace(/\/+$/, "");
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  return new ArenaAsker((path) => fetch(`${base}${path}`, { signal, redirect: "error" }));
}

type ArenaTarget = Exclude<Target, { kind: "question" } | { kind: "record" }>;

async function showOf(
  context: CommandContext,
  asker: ArenaAsker,
  { target, network }: { readonly target: ArenaTarget; readonly network: NetworkChoice },
): Promise<void> {
  const found =
    target.kind === "test" ? await testOf(asker, target.id) : await ofNumber(asker, target, context, network);
  if (context.json) await printJson(Object.assign({}, ...found.map(({ data }) => data)));
  else
    for (const line of found.flatMap(({ lines }, place) => (place === 0 ? lines : ["", ...lines])))
      await printLine(line);
}

interface Found {
  readonly data: Record<string, unknown>;
  readonly lines: readonly string[];
}

async function testOf(asker: ArenaAsker, id: string): Promise<Found[]> {
  const { test, rounds } = await asker.ask("/api/v1/tests/{id}", `/api/v1/tests/${id}`);
  return [{ data: { test, rounds }, lines: drawTest(test, rounds) }];
}

async function ofNumber(
  asker: ArenaAsker,
  { kind, number }: { readonly kind: "uid" | "round" | "block" | "number"; readonly number: number },
  context: CommandContext,
  network: NetworkChoice,
): Promise<Found[]> {
  const found: Found[] = [];
  if (kind === "uid" || kind === "number") {
    const { tests } = await asker.ask("/api/v1/snapshot", "/api/v1/snapshot");
    const own = tests.filter(({ uid }) => uid === number);
    if (own.length > 0)
      found.push({ data: { tests: own }, lines: own.flatMap((test) => [...drawTest(test, []), ""]).slice(0, -1) });
  }
  const { roundBlocks } = networkRules(context, network);
  const round =
    kind === "block"
      ? number % roundBlocks === 0
        ? number / roundBlocks
        : undefined
      : kind === "uid"
        ? undefined
        : number;
  if (round !== undefined) {
    const view = await asker.find("/api/v1/rounds/{round}", `/api/v1/rounds/${round}`);
    if (view !== undefined) found.push({ data: { round: view }, lines: drawRound(view, network.netuid) });
  }
  if (kind === "block" || kind === "number") {
    const { items } = await asker.ask("/api/v1/history", "/api/v1/history?limit=500");
    const events = items.filter(({ block }) => block === number);
    if (events.length > 0) {
      found.push({ data: { events }, lines: events.map(({ block, text }) => `block ${block}: ${text}`) });
    }
  }
  if (found.length > 0) return found;
  throw new AffineError("not_found", `Nothing is known of ${kind} ${number}.`, {
    hint: "The newest rounds and tests are kept; --records replays them all. Of keys that are not tested: af miners.",
  });
}
