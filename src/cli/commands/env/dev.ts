import { dirname, isAbsolute, resolve, sep } from "node:path";
import { AffineError, textHead } from "../../../core/index.ts";
import { cardSchema, type Card } from "../../../envs/index.ts";
import { visibleText } from "../../../io/index.ts";
import type { CommandContext } from "../../context.ts";
import { endProcess } from "../../ending.ts";
import { printLine } from "../../output.ts";
import { cardDifference, cardLines } from "./card-difference.ts";
import { moduleEntry } from "./module-entry.ts";
import { plainFault } from "./plain-fault.ts";
import { runRound } from "./round-process.ts";
import { watchFolder } from "./watch-folder.ts";
import { say } from "../../../telemetry/index.ts";

interface DevOptions {
  readonly samples: number;
  readonly once?: boolean;
  readonly patience?: number;
}

/** So much of a prompt is shown; one that is longer misses its bar anyway. */
const SHOWN_OF_PROMPT = 20_000;

interface Subject {
  /** With a slash: a word without one may be an environment's name. */
  readonly path: string;
  readonly samples: number;
  readonly patience: number | undefined;
  readonly json: boolean;
}

/**
 * Measures an environment in a process of its own, so that changed code is loaded anew: one question, every baseline,
 * the bars, and what differs from the round before. Then waits for the next change, until interrupted.
 */
export async function dev(
  context: CommandContext,
  given: string,
  { samples, once, patience }: DevOptions,
): Promise<void> {
  const path = isAbsolute(given) || /^\.{1,2}(?:[/\\]|$)/.test(given) ? given : `.${sep}${given}`;
  const subject: Subject = { path, samples, patience, json: context.json };
  const entry = moduleEntry(path);
  if (once === true) {
    const card = await round(subject, undefined, context.signal);
    if (context.signal.aborted) throw new AffineError("interrupted", "Interrupted before the round had ended.");
    if (card === undefined || !passes(card)) process.exitCode = 1;
    return;
  }
  // Of a module by itself the files beside it count; below it may lie a whole home folder.
  const isFile = entry === resolve(path);
  const changes = watchFolder(isFile ? dirname(entry) : path, context.signal, !isFile);
  const onHangUp = (): void => {
    // What ends this process ends its round, too; the exit code is the one that shells expect.
    endProcess(HANG_UP_EXIT_CODE);
  };
  process.once("SIGHUP", onHangUp);
  const turns = changes[Symbol.asyncIterator]();
  let before: Card | undefined;
  for (;;) {
    const stop = new AbortController();
    const next = turns.next();
    void next.finally(() => stop.abort()).catch(() => undefined);
    const card = await round(subject, before, AbortSignal.any([context.signal, stop.signal]));
    if (card === undefined && stop.signal.aborted && !context.signal.aborted)
      say("It has changed: the round begins anew.");
    before = card ?? before;
    if ((await next).done === true) break;
  }
  process.off("SIGHUP", onHangUp);
}

/** 128 and the number of SIGHUP. */
const HANG_UP_EXIT_CODE = 129;

/**
 * One round; a fault of the environment is shown, not thrown, since the next change may mend it.
 *
 * @param signal ends it, with its process: something has changed meanwhile, and the round that follows tells.
 */
async function round(
  { path, samples, patience, json }: Subject,
  before: Card | undefined,
  signal: AbortSignal,
): Promise<Card | undefined> {
  const af = (args: readonly string[], codes: readonly number[]) => {
    const waits = patience === undefined ? [] : ["--patience", String(patience)];
    return runRound([...args, ...waits], { signal, codes, onWaiting: say });
  };
  const tell = (fault: string): void => {
    if (!signal.aborted) process.stderr.write(visibleText(json ? fault : plainFault(fault)));
  };
  const asked = await af(["sample", path, "-n", "1"], [0]);
  if (asked.fault !== undefined) {
    tell(asked.fault);
    return undefined;
  }
  const { challenge_id: id, prompt } = JSON.parse(asked.stdout) as { challenge_id: string; prompt: string };
  await printLine(`\n${id}\n\n${shown(prompt)}\n`);
  // A card with a missed bar is a card all the same, and no fault.
  const measured = await af(["card", path, "--workers", "1", "--samples", String(samples)], [0, 1]);
  if (measured.fault !== undefined) {
    tell(measured.fault);
    return undefined;
  }
  const card = cardSchema.parse(JSON.parse(measured.stdout));
  await printLine([...cardLines(card), ...(before === undefined ? [] : cardDifference(before, card))].join("\n"));
  const open = card.facts.bars.filter(({ tooFew }) => tooFew === true);
  for (const { check } of open)
    say(`TOO FEW is no miss: ${samples} samples cannot show "${check}"; --samples 300 can.`);
  return card;
}

function shown(prompt: string): string {
  const more = prompt.length - SHOWN_OF_PROMPT;
  return more <= 0 ? prompt : `${textHead(prompt, SHOWN_OF_PROMPT)}… and ${more} more characters`;
}

function passes(card: Card): boolean {
  return card.facts.bars.every(({ met, tooFew }) => met || tooFew === true);
}
