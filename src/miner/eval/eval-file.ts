import { open, type FileHandle } from "node:fs/promises";
import { AffineError, canonicalJson, errorMessage } from "../../core/index.ts";
import { readRegularFile } from "../../io/index.ts";
import { counts, evalAnswerSchema, type EvalAnswer } from "./eval-answer.ts";
import { evalQuestion } from "./eval-question.ts";
import { evalSettingsSchema, type EvalSettings } from "./eval-settings.ts";

/** More than a string can hold is of no use. */
const MOST_FILE_BYTES = 500_000_000;

/**
 * The file of an evaluation that can be killed and run again: NDJSON, the settings first, then an answer a line, each
 * on disk before the next question is asked in its place. A torn last line is cut off.
 */
export class EvalFile {
  /** Answers of earlier runs that count. */
  readonly answers: readonly EvalAnswer[];
  /** Number of a last line that a killed run left unfinished, and that was cut off; `null` without one. */
  readonly tornLine: number | null;
  readonly #handle: FileHandle;
  #turn: Promise<void> = Promise.resolve();

  private constructor(handle: FileHandle, { answers, tornLine }: Pick<EvalFile, "answers" | "tornLine">) {
    this.#handle = handle;
    this.answers = answers;
    this.tornLine = tornLine;
  }

  /**
   * Opens a file, or begins it.
   *
   * @throws AffineError `usage` when it belongs to another evaluation, `state_corrupt` when it is none,
   * `invalid_input` when it cannot be written
   */
  static async open(path: string, settings: EvalSettings): Promise<EvalFile> {
    const { header, lines, wholeBytes, tornLine } = linesOf(await textOf(path));
    const answers = header === undefined ? [] : readLines(path, header.text, lines, settings);
    const handle = await open(path, "a").catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
    await handle.truncate(wholeBytes);
    const file = new EvalFile(handle, { answers: answers.filter(counts), tornLine });
    if (header === undefined) await file.#write(settings);
    return file;
  }

  /** Settles when the answer is on disk. */
  add(answer: EvalAnswer): Promise<void> {
    const written = this.#turn.then(() => this.#write(answer));
    this.#turn = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#handle.close();
  }

  async #write(line: EvalSettings | EvalAnswer): Promise<void> {
    await this.#handle.appendFile(`${JSON.stringify(line)}\n`);
    await this.#handle.datasync();
  }
}

/** The settings that a file was begun with; `undefined` without a file. Lets a resumed run go on with its seed. */
export async function settingsOfFile(path: string): Promise<EvalSettings | undefined> {
  const text = await textOf(path);
  const end = text.indexOf("\n");
  return end === -1 ? undefined : parsed(path, 1, text.slice(0, end), (value) => evalSettingsSchema.parse(value));
}

/** Empty without a file. */
async function textOf(path: string): Promise<string> {
  const limits = { maxBytes: MOST_FILE_BYTES, followLink: true };
  const bytes = await readRegularFile(path, limits).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  return bytes?.toString("utf8") ?? "";
}

/**
 * Everything in a file, one answer a question, whatever the run; a torn last line is left out, and named.
 *
 * @throws AffineError `not_found` without a file, `state_corrupt` when it is no output of `af eval`, and when it answers a
 * question twice: a line that is repeated is no evidence of its own
 */
export async function readEvalFile(
  path: string,
): Promise<{ settings: EvalSettings; answers: EvalAnswer[]; tornLine: number | null }> {
  const { header, lines, tornLine } = linesOf(await textOf(path));
  if (header === undefined) {
    throw new AffineError("not_found", `There is no evaluation in ${path}.`, {
      hint: "`af eval --output FILE` writes one.",
    });
  }
  const settings = parsed(path, header.number, header.text, (value) => evalSettingsSchema.parse(value));
  return { settings, answers: readLines(path, header.text, lines, settings), tornLine };
}

interface Line {
  /** From 1, as editors count. */
  readonly number: number;
  readonly text: string;
}

function linesOf(text: string): {
  header: Line | undefined;
  lines: Line[];
  wholeBytes: number;
  tornLine: number | null;
} {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const all = whole.split("\n");
  const [header, ...lines] = all
    .map((line, index) => ({ number: index + 1, text: line }))
    .filter((line) => line.text !== "");
  const tornLine = text.length > whole.length ? all.length : null;
  return { header, lines, wholeBytes: Buffer.byteLength(whole), tornLine };
}

/** Of a question that was asked again after the host had failed, the answer alone is left. */
function readLines(path: string, header: string, lines: readonly Line[], settings: EvalSettings): EvalAnswer[] {
  const begun = parsed(path, 1, header, (value) => evalSettingsSchema.parse(value));
  if (canonicalJson(begun) !== canonicalJson(settings)) {
    const names = [...new Set([...Object.keys(begun), ...Object.keys(settings)])] as (keyof EvalSettings)[];
    const other = names.filter((name) => canonicalJson(begun[name] ?? null) !== canonicalJson(settings[name] ?? null));
    throw new AffineError("usage", `${path} was begun with another ${other.join(", ")}.`, {
      hint: "Give the same options to go on with it, or another --output to begin anew.",
    });
  }
  const known = new Map<string, { readonly line: number; readonly answer: EvalAnswer }>();
  for (const { number: line, text } of lines) {
    const answer = parsed(path, line, text, (value) => evalAnswerSchema.parse(value));
    checkQuestion(path, line, answer, settings);
    const before = known.get(answer.challenge);
    if (before !== undefined && counts(before.answer)) {
      throw new AffineError("state_corrupt", `${path}, line ${line}: the question of line ${before.line} once more.`, {
        hint: "One answer counts for one question. Take one of the two lines out, or evaluate anew with another --output.",
      });
    }
    known.set(answer.challenge, { line, answer });
  }
  return [...known.values()].map(({ answer }) => answer);
}

/** The settings say which question has which number: a line of another one is not of this evaluation. */
function checkQuestion(
  path: string,
  line: number,
  { env, index, challenge }: EvalAnswer,
  settings: EvalSettings,
): void {
  if (evalQuestion(settings, env, index)?.challenge === challenge) return;
  throw new AffineError("state_corrupt", `${path}, line ${line}: this is not question ${index} of ${env}.`, {
    hint: "Seed and environments in line 1 say which questions there are: the line is of another evaluation.",
  });
}

function parsed<T>(path: string, line: number, text: string, read: (value: unknown) => T): T {
  try {
    return read(JSON.parse(text));
  } catch (cause) {
    throw new AffineError("state_corrupt", `${path}, line ${line}: this is no output of af eval.`, {
      hint: "Name another file with --output.",
      cause,
    });
  }
}

function unwritable(path: string, cause: unknown): AffineError {
  return new AffineError("invalid_input", `${path} cannot be used: ${errorMessage(cause)}`, {
    hint: "Name a file that can be written with --output.",
    cause,
  });
}
