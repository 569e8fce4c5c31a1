import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalJson, taggedHash, type Miner, type Usage } from "../../core/index.ts";
import { challengeFromId } from "../../envs/index.ts";
import { jobId, runJob, type Job, type JobContext, type JobResult, type TurnJournal } from "../../rounds/index.ts";
import { meaningOf } from "../../record/index.ts";
import { CUT_OFF_BY_HOST, cutOffOf, decisiveCutOff, tokensAsked, type CutOff } from "./cut-off.ts";
import type { EvalAnswer } from "./eval-answer.ts";
import type { EvalQuestion } from "./eval-question.ts";
import type { EvalSettings } from "./eval-settings.ts";

/** The address of 32 zero bytes: nobody's key, for a model that no key has committed. */
const NOBODY = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM";
/** Longer than the retries of any question. */
const EXPIRES_MS = 86_400_000;

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly journal?: TurnJournal | undefined;
  /** Count what the host cut off as the contest does. */
  readonly cutOffsCount?: boolean | undefined;
}

/**
 * Asks one question and judges the answer with the very code that validators do it with.
 *
 * @throws AffineError `interrupted` when the signal ended it
 */
export async function askQuestion(
  question: EvalQuestion,
  settings: EvalSettings,
  context: JobContext,
  { signal, journal, cutOffsCount = false }: AskOptions = {},
): Promise<{ readonly answer: EvalAnswer; readonly transcript: JobResult["transcript"] }> {
  const turn = { waitedForModel: false, ...(journal === undefined ? {} : { journal }) };
  const { heard, listening } = listenTo(context, question, settings, journal);
  const { record, transcript } = await runJob(jobOf(question, settings, context.nowMs()), listening, signal, turn);
  const { outcome, reason, promptTokens, completionTokens, latencyMs } = record;
  const cutOff = decisiveCutOff(heard.map((one) => one.cutOff));
  const isCounted = heard.length > 0 && heard.every(({ usage }) => usage !== null);
  const meaning = meaningOf(record);
  // The contest counts what a host takes away: the miner chose the host. Here it is asked about the model, and nobody else.
  const isTakenAway =
    !cutOffsCount && cutOff?.by === "host" && (meaning.kind === "judged" || meaning.kind === "unjudged");
  return {
    answer: {
      kind: "answer",
      ...question,
      ...(isTakenAway
        ? { outcome: "infra_failure", score: null, reason: CUT_OFF_BY_HOST }
        : { outcome, score: meaning.score, reason }),
      promptTokens: isCounted ? promptTokens : null,
      completionTokens: isCounted ? completionTokens : null,
      latencyMs,
      ...(cutOff === null ? {} : { cutOff }),
    },
    transcript,
  };
}

/** What was heard of a question's answer, or of each turn of its episode. */
interface Heard {
  readonly usage: Usage | null;
  readonly cutOff: CutOff | null;
}

/** A context that notes what a record does not hold: the usage that is missing, and the limit that an answer ran into. */
function listenTo(
  context: JobContext,
  { challenge }: EvalQuestion,
  { request }: EvalSettings,
  journal: TurnJournal | undefined,
): { readonly heard: Heard[]; readonly listening: JobContext } {
  const kept = journal?.turns ?? [];
  const turnTokens = kept.length === 0 ? undefined : challengeFromId(challenge).episode?.turnTokens;
  const keptLimit = tokensAsked(Math.min(request.maxTokens, turnTokens ?? Infinity), context.fields);
  const heard = kept.map((turn): Heard => {
    // A journal has no word for a usage that is missing, but a turn without any token is none.
    const usage = turn.promptTokens + turn.completionTokens === 0 ? null : turn;
    return { usage, cutOff: cutOffOf({ ...turn, usage }, keptLimit) };
  });
  const { inference } = context;
  const query: JobContext["inference"]["query"] = async (messages, options) => {
    const answer = await inference.query(messages, options);
    const asked = tokensAsked(options.maxTokens ?? request.maxTokens, options.fields);
    heard.push({ usage: answer.usage, cutOff: cutOffOf(answer, asked) });
    return answer;
  };
  const holdBack: JobContext["inference"]["holdBack"] = (key, durationMs) => inference.holdBack?.(key, durationMs);
  return { heard, listening: { ...context, inference: { query, holdBack } } };
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
