import { join } from "node:path";
import { PAGE_FILE, runningPage } from "../../config/index.ts";
import { AffineError, type Closing } from "../../core/index.ts";
import { TimeLimit } from "../../io/index.ts";
import { say } from "../../telemetry/index.ts";
import { replayArena } from "../arena/replayed-arena.ts";
import type { CommandContext } from "../context.ts";
import type { ReadableNetwork } from "../network-for-reading.ts";
import { ArenaAsker } from "./arena-asker.ts";

const KEPT_ROUNDS = 100_000;
const TIMEOUT_MS = 30_000;

/**
 * Who is asked about the arena: the page of the data folder or one that was named; the records themselves where that was
 * asked for, or where the localnet of this folder has ended and its page with it.
 *
 * @throws AffineError `not_found` where there is no page
 */
export async function askerOf(
  context: CommandContext,
  network: ReadableNetwork,
  closing: Closing,
  flags: { readonly statusUrl?: string; readonly records?: boolean },
): Promise<ArenaAsker> {
  if (flags.records === true || (network.hasEnded && flags.statusUrl === undefined)) {
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
  const { signal } = new TimeLimit(TIMEOUT_MS, context.signal);
  return new ArenaAsker((path) => fetch(`${base}${path}`, { signal, redirect: "error" }));
}
