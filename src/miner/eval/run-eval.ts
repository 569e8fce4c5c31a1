import { setMaxListeners } from "node:events";
import { AffineError } from "../../core/index.ts";
import { requestFields } from "../../inference/index.ts";
import type { JobContext, JobResult } from "../../rounds/index.ts";
import { askQuestion } from "./ask-question.ts";
import { CUT_OFF_BY_HOST } from "./cut-off.ts";
import { counts, type EvalAnswer } from "./eval-answer.ts";
import { evalQuestions, type EvalQuestion } from "./eval-question.ts";
import type { EvalSettings } from "./eval-settings.ts";
import type { EvalTurns } from "./eval-turns.ts";

export interface EvalRun {
  readonly settings: EvalSettings;
  /** Questions of each environment. */
  readonly count: number;
  /** Questions under way at once. */
  readonly concurrency: number;
  readonly context: JobContext;
  /** Answers that are there already: their questions are not asked again. */
  readonly known?: readonly EvalAnswer[];
  /** Where the turns of open episodes are kept; left out, a run that ends in an episode's middle loses them. */
  readonly turns?: EvalTurns | undefined;
  /** Told of each answer; the next question waits until it has settled. */
  readonly onAnswer?: (answer: EvalAnswer, transcript: JobResult["transcript"]) => Promise<void> | void;
  readonly signal?: AbortSignal | undefined;
  /** Count what the host cut off as the contest does, for a forecast of it; left out, it has no score. */
  readonly cutOffsCount?: boolean | undefined;
}

/**
 * Asks what has not been asked, many questions at once.
 *
 * @returns all answers, those known before included, in the order of the questions
 * @throws AffineError `interrupted` when the signal ended it; what `onAnswer` throws
 */
export async function runEval(run: EvalRun): Promise<EvalAnswer[]> {
  const { settings, count, concurrency, signal, onAnswer, turns, cutOffsCount } = run;
  const { fields } = settings;
  const context = fields === undefined ? run.context : { ...run.context, fields: requestFields(fields) };
  const answers = new Map((run.known ?? []).map((answer) => [answer.challenge, answer]));
  const all = [...evalQuestions(settings, count)];
  const waiting = all.filter(({ challenge }) => !answers.has(challenge));
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
  // Every question under way listens to the one signal; the warning is meant for listeners that are forgotten.
  setMaxListeners(0, either);
  const work = async (): Promise<void> => {
    for (let question = take(waiting, either); question !== undefined; question = take(waiting, either)) {
      const journal = await turns?.journalOf(question);
      const { answer, transcript } = await askQuestion(question, settings, context, {
        signal: either,
        journal,
        cutOffsCount,
      });
      answers.set(answer.challenge, answer);
      await onAnswer?.(answer, transcript);
      // A turn that the host took away must be asked again, not gone on from.
      if (counts(answer) || answer.reason === CUT_OFF_BY_HOST) await turns?.forget(question);
    }
  };
  const workers = Array.from({ length: Math.min(concurrency, waiting.length) }, work);
  try {
    await Promise.all(workers);
  } catch (failure) {
    stop.abort(failure);
    await Promise.allSettled(workers);
    throw failure;
  }
  return all.flatMap(({ challenge }) => answers.get(challenge) ?? []);
}

function take(waiting: EvalQuestion[], signal: AbortSignal): EvalQuestion | undefined {
  if (signal.aborted) throw new AffineError("interrupted", "The evaluation was interrupted.", { cause: signal.reason });
  return waiting.shift();
}
