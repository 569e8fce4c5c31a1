import { execFile } from "node:child_process";
import { dirname, isAbsolute, resolve, sep } from "node:path";
import { promisify } from "node:util";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { cardSchema, type Card } from "../../../envs/index.ts";
import { visibleText } from "../../../io/index.ts";
import type { CommandContext } from "../../context.ts";
import { printLine } from "../../output.ts";
import { cardDifference, cardLines } from "./card-difference.ts";
import { moduleEntry } from "./module-entry.ts";
import { plainFault } from "./plain-fault.ts";
import { watchFolder } from "./watch-folder.ts";
import { say } from "../../../telemetry/index.ts";

interface DevOptions {
  readonly samples: number;
  readonly once?: boolean;
}

const MAX_BUFFER = 64 * 1024 * 1024;
const run = promisify(execFile);

interface Subject {
  /** With a slash: a word without one may be an environment's name. */
  readonly path: string;
  readonly samples: number;
  readonly json: boolean;
}

/**
 * Measures an environment in a process of its own, so that changed code is loaded anew: one question, every baseline,
 * the bars, and what differs from the round before. Then waits for the next change, until interrupted.
 */
export async function dev(context: CommandContext, given: string, { samples, once }: DevOptions): Promise<void> {
  const path = isAbsolute(given) || /^\.{1,2}(?:[/\\]|$)/.test(given) ? given : `.${sep}${given}`;
  const subject: Subject = { path, samples, json: context.json };
  const entry = moduleEntry(path);
  if (once === true) {
    const card = await round(subject, undefined);
    if (card === undefined || !passes(card)) process.exitCode = 1;
    return;
  }
  // Of a module by itself the files beside it count; below it may lie a whole home folder.
  const isFile = entry === resolve(path);
  const changes = watchFolder(isFile ? dirname(entry) : path, context.signal, !isFile);
  let before = await round(subject, undefined, changes.hasMore);
  const turns = changes[Symbol.asyncIterator]();
  while ((await turns.next()).done !== true) before = (await round(subject, before, changes.hasMore)) ?? before;
}

/**
 * One round; a fault of the environment is shown, not thrown, since the next change may mend it.
 *
 * @param hasMore whether something has changed meanwhile: the round that follows tells what is at fault then.
 */
async function round(
  { path, samples, json }: Subject,
  before: Card | undefined,
  hasMore: () => boolean = () => false,
): Promise<Card | undefined> {
  const asked = await af(["sample", path, "-n", "1"]);
  const tell = (fault: string): void => {
    if (!hasMore()) process.stderr.write(visibleText(json ? fault : plainFault(fault)));
  };
  if (asked.fault !== undefined) {
    tell(asked.fault);
    return undefined;
  }
  const { challenge_id: id, prompt } = JSON.parse(asked.stdout) as { challenge_id: string; prompt: string };
  await printLine(`\n${id}\n\n${prompt}\n`);
  const measured = await af(["card", path, "--workers", "1", "--samples", String(samples)]);
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

/** What `af env … --json` prints, run anew. A card with a missed bar is a card all the same, and no fault. */
async function af(
  args: readonly string[],
): Promise<{ readonly stdout: string; readonly fault?: undefined } | { readonly fault: string }> {
  const program = process.argv[1];
  if (program === undefined) throw new AffineError("internal", "This process does not know its program.");
  try {
    const { stdout } = await run(process.execPath, [...process.execArgv, program, "env", ...args, "--json"], {
      maxBuffer: MAX_BUFFER,
    });
    return { stdout };
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: string; stderr?: string };
    return stdout?.startsWith("{") === true ? { stdout } : { fault: stderr ?? errorMessage(cause) };
  }
}

function passes(card: Card): boolean {
  return card.facts.bars.every(({ met, tooFew }) => met || tooFew === true);
}
