import { AffineError, textHead } from "../../../core/index.ts";
import { EnvironmentSampler, noteOfLength, type EpisodeSession, type StepResult } from "../../../envs/index.ts";
import type { CommandContext } from "../../context.ts";
import { pause } from "../../../io/index.ts";
import { say } from "../../../telemetry/index.ts";
import { printJson, printLine } from "../../output.ts";
import type { ModuleOption } from "../../program/env/module-option.ts";
import { chosenEnvironment } from "./chosen-environment.ts";
import { MAX_LINE_LENGTH, readLines } from "./read-lines.ts";
import { wrapLines } from "./wrap-lines.ts";

interface TryOptions extends ModuleOption {
  readonly level?: number;
  readonly seed?: string;
}

/** Asks one question in the terminal, or over a pipe, and says the verdict. */
export async function tryEnvironment(context: CommandContext, name: string, options: TryOptions): Promise<void> {
  const { level, seed } = options;
  const environment = await chosenEnvironment(name, options);
  const sampler = new EnvironmentSampler<object>(environment, level === undefined ? undefined : { level });
  const session = await sampler.reset(seed === undefined ? {} : { seed });
  const lines = typedLines(context.signal);
  if (!context.json) await show(session);
  try {
    for (let turn = 1; ; turn += 1) {
      const said = session.challenge.episode === null ? await typedAnswer(lines) : await typedTurn(lines);
      if (said === undefined) throw ended(session, context.signal);
      const result = await session.step(said);
      await tell(context, turn, result);
      const note = session.challenge.episode === null ? noteOfLength(result.verdict?.reason ?? "", said.length) : null;
      if (note !== null) say(note);
      else if (result.verdict?.reason === "no_answer") {
        say(wrapLines(`No answer was found in it. ${session.challenge.answerFormat}.`));
      }
      if (result.done) {
        await tellUnread(lines);
        break;
      }
    }
  } finally {
    // Whoever types on is no longer heard, and must not keep the program waiting.
    process.stdin.destroy();
  }
  if (context.json) await printJson({ challenge_id: session.challenge.id, turns: session.turns, ...session.verdict });
}

/** Lines that came after the verdict were not judged: whoever has piped them in is told so. */
async function tellUnread(lines: AsyncGenerator<string>): Promise<void> {
  if (process.stdin.isTTY) return;
  const waited = pause(UNREAD_MS).then(() => undefined);
  for (;;) {
    const next = await Promise.race([lines.next(), waited]);
    if (next === undefined || next.done === true) return;
    if (next.value.trim() === "") continue;
    say("Lines after the end were not read: the verdict was there already.");
    return;
  }
}

/** What is in a pipe is there by then. */
const UNREAD_MS = 50;

async function show(session: EpisodeSession): Promise<void> {
  const { id, messages, episode, answerFormat } = session.challenge;
  await printLine(`${wrapLines(id)}\n`);
  for (const { content } of messages) await printLine(`${wrapLines(content)}\n`);
  const how =
    episode === null
      ? `Answer: ${answerFormat}. A line with a single dot ends it.`
      : `${episode.maxTurns} turns, one line each, or several from <action> to </action>; without tags a line is taken for <action>LINE</action>.`;
  await printLine(`${wrapLines(how)}\n`);
}

async function tell(
  { json }: CommandContext,
  turn: number,
  { observation, verdict, truncated }: StepResult,
): Promise<void> {
  if (json) {
    if (verdict === null) await printJson({ turn, observation });
    return;
  }
  if (verdict === null) {
    await printLine(`${wrapLines(observation ?? "")}\n`);
    return;
  }
  const { thousandths, reason, extracted, metrics } = verdict;
  const figures = Object.entries(metrics).map(([name, value]) => `${name} ${value}`);
  await printLine(`Verdict: ${thousandths} of 1000, ${reason}${truncated ? " (a limit ended it)" : ""}`);
  if (extracted !== null) await printLine(wrapLines(`Answer read: ${textHead(extracted, 400)}`));
  if (figures.length > 0) await printLine(wrapLines(`Figures: ${figures.join(", ")}`));
}

/** Lines of standard input until it ends or the user interrupts. @throws AffineError `invalid_input` for one too long or no UTF-8 */
async function* typedLines(signal: AbortSignal): AsyncGenerator<string> {
  const stop = (): void => void process.stdin.destroy();
  signal.addEventListener("abort", stop);
  try {
    for await (const line of readLines(process.stdin)) {
      if (line.text === null) {
        throw new AffineError("invalid_input", `Line ${line.number} ${line.fault}.`, {
          hint: "Nothing was said with it; write a shorter turn, as UTF-8.",
        });
      }
      yield line.text;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** One turn: a line that is not blank, or several from `<action>` to `</action>`; `undefined` at the end of the input. */
async function typedTurn(lines: AsyncGenerator<string>): Promise<string | undefined> {
  for (;;) {
    const next = await lines.next();
    if (next.done === true) return undefined;
    const text = next.value.trim();
    if (text === "") continue;
    if (OPENED.test(text)) return typedAction(next.value, lines);
    return /<\/?[a-z][^<>]*>?/i.test(text) ? text : `<action>${text}</action>`;
  }
}

/** A line that opens an action and does not close it. */
const OPENED = /^<action>(?!.*<\/action>)/i;

/** The rest of an action, to its end or that of the input. @throws AffineError `invalid_input` for one too long or no UTF-8 */
async function typedAction(first: string, lines: AsyncGenerator<string>): Promise<string> {
  const typed = [first];
  let length = first.length;
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    const line = next.value.replace(/\r$/, "");
    typed.push(line);
    length += line.length + 1;
    if (/<\/action>/i.test(line)) break;
    if (length > MAX_LINE_LENGTH) {
      throw new AffineError("invalid_input", `An action has more than ${MAX_LINE_LENGTH} characters.`, {
        hint: "Nothing was said with it; close it with </action>.",
      });
    }
  }
  return typed.join("\n");
}

/** All lines up to a single dot or the end of the input; `undefined` where there is none. */
async function typedAnswer(lines: AsyncGenerator<string>): Promise<string | undefined> {
  const typed: string[] = [];
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    if (next.value.trim() === ".") return typed.join("\n");
    typed.push(next.value.replace(/\r$/, ""));
  }
  return typed.length === 0 ? undefined : typed.join("\n");
}

function ended({ turns, challenge }: EpisodeSession, signal: AbortSignal): AffineError {
  if (signal.aborted) return new AffineError("interrupted", "Interrupted before the verdict.");
  const of =
    challenge.episode === null ? "before an answer" : `after ${turns.length} of ${challenge.episode.maxTurns} turns`;
  return new AffineError("invalid_input", `The input ended ${of}, so there is no verdict.`, {
    hint: "Type on until the verdict, or pipe in every turn as a line of its own.",
  });
}
