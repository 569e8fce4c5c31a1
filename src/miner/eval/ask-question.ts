import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalJson, taggedHash, type Miner } from "../../core/index.ts";
import { jobId, runJob, type Job, type JobContext, type JobResult, type TurnJournal } from "../../rounds/index.ts";
import { meaningOf } from "../../record/index.ts";
import type { EvalAnswer } from "./eval-answer.ts";
import type { EvalQuestion } from "./eval-question.ts";
import type { EvalSettings } from "./eval-settings.ts";

/** The address of 32 zero bytes: nobody's key, for a model that no key has committed. */
const NOBODY = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM";
/** Longer than the retries of any question. */
const EXPIRES_MS = 86_400_000;

/**
 * Asks one question and judges the answer with the very code that validators do it with.
 *
 * @throws AffineError `interrupted` when the signal ended it
 */
export async function askQuestion(
  question: EvalQuestion,
  settings: EvalSettings,
  context: JobContext,
  signal?: AbortSignal,
  journal?: TurnJournal,
): Promise<{ readonly answer: EvalAnswer; readonly transcript: JobResult["transcript"] }> {
  const turn = { waitedForModel: false, ...(journal === undefined ? {} : { journal }) };
  const { record, transcript } = await runJob(jobOf(question, settings, context.nowMs()), context, signal, turn);
  const { outcome, reason, promptTokens, completionTokens, latencyMs } = record;
  return {
    answer: {
      kind: "answer",
      ...question,
      outcome,
      score: meaningOf(record).score,
      reason,
      promptTokens,
      completionTokens,
      latencyMs,
    },
    transcript,
  };
}

function jobOf({ env, index, challenge }: EvalQuestion, settings: EvalSettings, nowMs: number): Job {
  const { model, baseUrl, request } = settings;
  const miner: Miner = {
    uid: 0,
    hotkey: NOBODY,
    coldkey: NOBODY,
    model: model.slice(0, 256),
    revision: "none",
    block: 0,
    baseUrl,
    chuteId: null,
  };
  const round = 0;
  return {
    v: 1,
    id: jobId({ round, index: index % 10_000, uid: 0, challenge, hotkey: NOBODY }),
    netuid: 0,
    round,
    block: 0,
    index,
    env,
    challenge,
    miner,
    request,
    rules: bytesToHex(taggedHash("affine/eval-settings/v1", canonicalJson(settings))).slice(0, 16),
    expiresAtMs: nowMs + EXPIRES_MS,
  };
}
