import { execFile } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { watch } from "node:fs";
import { dirname, sep } from "node:path";
import { promisify } from "node:util";
import { AffineError } from "../../../core/index.ts";
import { cardSchema, type Card } from "../../../envs/index.ts";
import { pause, visibleText } from "../../../io/index.ts";
import type { CommandContext } from "../../context.ts";
import { printLine } from "../../output.ts";
import { cardDifference, cardLines } from "./card-difference.ts";
import { moduleEntry } from "./module-entry.ts";

interface DevOptions {
  readonly samples: number;
  readonly once?: boolean;
}

const MAX_BUFFER = 64 * 1024 * 1024;
/** Editors write a file in several steps; what follows within this belongs to one change. */
const SETTLE_MS = 200;
const run = promisify(execFile);

/**
 * Measures an environment in a process of its own, so that changed code is loaded anew: one question, every baseline,
 * the bars, and what differs from the round before. Then waits for the next change, until interrupted.
 */
export async function dev(context: CommandContext, path: string, { samples, once }: DevOptions): Promise<void> {
  const entry = moduleEntry(path);
  if (once === true) {
    const card = await round(path, samples, undefined);
    if (card === undefined || !passes(card)) process.exitCode = 1;
    return;
  }
  const changes = watchFolder(entry === path ? dirname(entry) : path, context.signal);
  let before = await round(path, samples, undefined);
  while ((await changes.next()).done !== true) before = (await round(path, samples, before)) ?? before;
}

/**
 * Watches a folder from now on: once for a change, and once more for all that changes while that one is worked on, until
 * interrupted.
 */
function watchFolder(folder: string, signal: AbortSignal): AsyncGenerator<void> {
  const bell = new EventEmitter();
  const seen: { hasChanged: boolean; fault?: Error } = { hasChanged: false };
  const watcher = watch(folder, { recursive: true }, (_, filename) => {
    if (filename?.split(sep).includes("node_modules") === true) return;
    seen.hasChanged = true;
    bell.emit("rung");
  });
  watcher.on("error", (error) => {
    seen.fault = error;
    bell.emit("rung");
  });
  return (async function* changes() {
    try {
      for (;;) {
        if (!seen.hasChanged && seen.fault === undefined) await once(bell, "rung", { signal });
        if (seen.fault !== undefined) throw seen.fault;
        await pause(SETTLE_MS, signal);
        seen.hasChanged = false;
        yield;
      }
    } catch (cause) {
      // The one way out: Ctrl-C.
      if (!signal.aborted) throw cause;
    } finally {
      watcher.close();
    }
  })();
}

/** One round; a fault of the environment is shown, not thrown, since the next change may mend it. */
async function round(path: string, samples: number, before: Card | undefined): Promise<Card | undefined> {
  const asked = await af("sample", path, "-n", "1");
  if (asked === undefined) return undefined;
  const { challenge_id: id, prompt } = JSON.parse(asked) as { challenge_id: string; prompt: string };
  await printLine(`\n${id}\n\n${prompt}\n`);
  const measured = await af("card", path, "--json", "--workers", "1", "--samples", String(samples));
  if (measured === undefined) return undefined;
  const card = cardSchema.parse(JSON.parse(measured));
  await printLine([...cardLines(card), ...(before === undefined ? [] : cardDifference(before, card))].join("\n"));
  return card;
}

/** What `af env …` prints, run anew; its errors are shown. A card with a missed bar is a card all the same. */
async function af(...args: readonly string[]): Promise<string | undefined> {
  const program = process.argv[1];
  if (program === undefined) throw new AffineError("internal", "This process does not know its program.");
  try {
    const { stdout } = await run(process.execPath, [...process.execArgv, program, "env", ...args], {
      maxBuffer: MAX_BUFFER,
    });
    return stdout;
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: string; stderr?: string };
    if (stdout?.startsWith("{") === true) return stdout;
    process.stderr.write(visibleText(stderr ?? ""));
    return undefined;
  }
}

function passes(card: Card): boolean {
  return card.facts.bars.every(({ met }) => met);
}
