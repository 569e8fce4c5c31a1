import { AffineError } from "../../core/index.ts";
import { InferenceClient } from "../../inference/index.ts";
import {
  CUT_OFF_BY_HOST,
  EvalFile,
  EvalTurns,
  runEval,
  saveTranscript,
  summarise,
  type EvalAnswer,
  type EvalSettings,
} from "../../miner/eval/index.ts";
import { python } from "../../sandbox/index.ts";
import { countBar, say } from "../../telemetry/index.ts";
import type { CommandContext } from "../context.ts";
import { cutOffByHost } from "./score-table.ts";
import { Silence } from "./silence.ts";
import { tellTornLine } from "./torn-line.ts";

export interface Evaluation {
  readonly settings: EvalSettings;
  readonly count: number;
  readonly concurrency: number;
  readonly apiKey: string | undefined;
  /** File that a later run goes on from. */
  readonly output?: string | undefined;
  /** Folder for what was asked and said. */
  readonly transcripts?: string | undefined;
  /** Count what the host cut off as the contest does; left out, it has no score. */
  readonly cutOffsCount?: boolean;
}

/** So many failures of the host and not one answer: there is nothing to wait for. */
const GIVE_UP_AFTER = 10;

/**
 * Runs an evaluation for a command: progress on stderr, answers into the file, an early end when the host never answers.
 *
 * @throws AffineError `inference_unavailable` when nothing is answered, `interrupted`, and what `EvalFile` throws
 */
export async function evaluateModel(context: CommandContext, evaluation: Evaluation): Promise<EvalAnswer[]> {
  const { settings, count, concurrency, apiKey, output, transcripts, cutOffsCount } = evaluation;
  const file = output === undefined ? undefined : await EvalFile.open(output, settings);
  const turns = output === undefined ? undefined : new EvalTurns(output, settings, context.log);
  if (output !== undefined) tellTornLine(output, file?.tornLine ?? null);
  const inference = new InferenceClient({ limits: { initial: concurrency, max: concurrency } });
  const total = count * settings.environments.length;
  const known = file?.answers ?? [];
  let done = 0;
  let failures = 0;
  const cut: EvalAnswer[] = [];
  let lastError: AffineError | undefined;
  if (known.length > 0) say(`${Math.min(known.length, total)} of ${total} answers are there already`);
  const bar = countBar();
  const silence = new Silence(settings.request);
  const show = (): void => bar.show({ doing: "asking", done: known.length + done, total, unit: "answers" });
  try {
    show();
    return await runEval({
      settings,
      count,
      concurrency,
      known,
      turns,
      cutOffsCount,
      signal: context.signal,
      context: {
        inference,
        apiKeyOf: () => apiKey,
        nowMs: Date.now,
        log: context.log,
        onNoAnswer: (_, error) => (lastError = error),
      },
      onAnswer: async (answer, transcript) => {
        done += 1;
        silence.broken();
        if (answer.reason === CUT_OFF_BY_HOST) cut.push(answer);
        if (answer.outcome === "infra_failure") failures += 1;
        await file?.add(answer);
        if (transcripts !== undefined) await saveTranscript(transcripts, answer, transcript);
        show();
        if (failures === done && done >= Math.min(GIVE_UP_AFTER, total)) {
          throw unanswered(answer, settings, { questions: done, lastError, cut });
        }
      },
    });
  } finally {
    silence.close();
    bar.close();
    await inference.close();
    await file?.close();
    await turns?.close();
    await python.close();
  }
}

function unanswered(
  { reason }: EvalAnswer,
  { baseUrl, model }: EvalSettings,
  { questions, lastError, cut }: { questions: number; lastError: AffineError | undefined; cut: readonly EvalAnswer[] },
): AffineError {
  const host = new URL(baseUrl).host;
  // The host's own words say most; they name host and model already.
  const why = lastError?.message ?? (cut.length > 0 ? cutOffTold(cut, questions) : `${reason}.`);
  return new AffineError(codeOf(reason), `${host} answered none of ${questions} questions to the end. ${why}`, {
    hint: hintFor(reason, why),
    details: { host, model, reason },
  });
}

function cutOffTold(answers: readonly EvalAnswer[], questions: number): string {
  const [row] = summarise(
    [answers[0]?.env ?? ""],
    answers.map((one) => ({ ...one, env: answers[0]?.env ?? "" })),
  ).rows;
  const told = row === undefined ? "cut off by the host" : cutOffByHost(row);
  return `${told.charAt(0).toUpperCase()}${told.slice(1)}: ${answers.length} of ${questions}.`;
}

function codeOf(reason: string): "credentials_invalid" | "inference_rejected" | "inference_unavailable" {
  if (reason === "credentials") return "credentials_invalid";
  return reason === "rejected" ? "inference_rejected" : "inference_unavailable";
}

function hintFor(reason: string, why: string): string {
  if (reason === CUT_OFF_BY_HOST) {
    return "Raise the host's own limit of tokens (or its context), or ask for no more than it gives with --max-tokens.";
  }
  if (
    reason === "rejected" &&
    /unsupported|unrecognized|unknown|not (supported|permitted|allowed)|extra (inputs|fields)|unexpected/i.test(why)
  ) {
    return `Leave out or rename what it does not take with --body, for example --body '{"seed":null}' (docs/eval.md).`;
  }
  if (reason === "rejected" && /max[_ ]?(completion[_ ]?)?tokens|context|too (large|long)/i.test(why)) {
    return "Ask for less with --max-tokens.";
  }
  return "Check --base-url, --model and the key (AFFINE_INFERENCE_API_KEY, or CHUTES_API_KEY on Chutes); -vv says more.";
}
