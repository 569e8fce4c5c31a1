import { z } from "zod";
import {
  AffineError,
  errorMessage,
  type ErrorCode,
  type Evaluation,
  faultsOf,
  repeatedName,
} from "../../../core/index.ts";
import { RecentChallenges, type CheckContext } from "../../../envs/index.ts";
import type { ReadLine } from "./read-lines.ts";

const recent = new RecentChallenges();

/**
 * The completion may be anything: what is no text scores 0. It must be there, though, as a text or the list of an
 * episode's turns; `turns` is the same under the name that `af env try --json` gives it.
 */
const itemSchema = z
  .object({
    challenge_id: z.string().optional(),
    id: z.string().optional(),
    completion: z.unknown().optional(),
    turns: z.array(z.unknown()).optional(),
  })
  .refine((item) => (item.challenge_id ?? item.id) !== undefined, { message: "is missing", path: ["challenge_id"] })
  .refine((item) => item.challenge_id === undefined || item.id === undefined || item.challenge_id === item.id, {
    message: "challenge_id and id name different questions: give one",
  })
  .refine((item) => "completion" in item || item.turns !== undefined, { message: "is missing", path: ["completion"] })
  .refine((item) => !("completion" in item && item.turns !== undefined), {
    message: "completion and turns are both there: give one",
  });

/** What a line got: a verdict, or why there is none. */
export type LineResult =
  | ({ readonly challenge_id: string } & Evaluation)
  | {
      readonly line: number;
      readonly score: null;
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly retryable: boolean };
    };

const observationSchema = z.strictObject({ turn: z.int(), observation: z.string().nullable() });

/** What `af env try --json` prints between the turns of an episode: its last line has them all, and is judged. */
function isObservation({ text }: ReadLine): boolean {
  return text?.startsWith('{"turn":') === true && observationSchema.safeParse(parsedOrNothing(text)).success;
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever judges the line says so.
    return undefined;
  }
}

/** Judges lines at once, as many as the sandbox takes; never throws. The results stand in the
 * order of the lines; observations have none. */
export async function evaluateLines(lines: readonly ReadLine[], context: CheckContext): Promise<LineResult[]> {
  return Promise.all(lines.filter((line) => !isObservation(line)).map((line) => evaluateLine(line, context)));
}

/** Judges one line `{"challenge_id": …, "completion": …}`; never throws. */
async function evaluateLine(line: ReadLine, context: CheckContext): Promise<LineResult> {
  try {
    if (line.text === null) throw invalid(line.fault);
    const item = itemSchema.safeParse(parse(line.text));
    if (!item.success) throw invalid(`is no {challenge_id, completion}: ${faultsOf(item.error)}`);
    const { turns } = item.data;
    const challenge_id = item.data.challenge_id ?? item.data.id ?? "";
    const challenge = recent.challenge(challenge_id);
    // What was tried in one turn is its one text.
    const completion =
      turns === undefined ? item.data.completion : challenge.episode === null && turns.length === 1 ? turns[0] : turns;
    return { challenge_id, ...(await challenge.evaluate(completion as string, context)) };
  } catch (thrown) {
    const known = AffineError.isInstance(thrown) ? thrown : new AffineError("internal", errorMessage(thrown));
    const { code, message, retryable } = known;
    return { line: line.number, score: null, error: { code, message: `Line ${line.number}: ${message}`, retryable } };
  }
}

/** A name that stands twice would be read as its last value here, as its first elsewhere. */
function parse(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(`is not JSON: ${errorMessage(cause)}`);
  }
  const name = repeatedName(text);
  if (name !== null) throw invalid(`has ${name.slice(0, 80)} twice in one object: give one`);
  return value;
}

function invalid(what: string): AffineError {
  return new AffineError("invalid_input", `the line ${what}.`);
}
