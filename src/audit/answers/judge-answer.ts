import { AffineError, errorMessage, type Evaluation } from "../../core/index.ts";
import type { Transcript } from "../../record/index.ts";
import type { PythonEngine } from "../../sandbox/index.ts";
import { modelFailureOf } from "./expected-outcome.ts";
import type { JudgementDraft } from "./judgement-draft.ts";
import type { MadeChallenge } from "./made-challenge.ts";
import { watchedEngine } from "./watched-engine.ts";

/** Reason of an answer whose program twice took longer than the wall clock allows (src/envs/ded/judge/run-case.ts). */
const OUT_OF_TIME = "time_exhausted";

/** Compares what follows from a transcript with what was recorded. */
export async function judgeAnswer(
  draft: JudgementDraft,
  transcript: Transcript | null,
  made: MadeChallenge,
  python: PythonEngine,
): Promise<void> {
  const { outcome, score, reason } = draft.answer;
  if (outcome !== "scored" && score !== 0) {
    draft.deviate("wrong_score", `only scored answers have a score, this one is ${outcome}`, {
      recorded: score,
      recomputed: 0,
    });
  }
  if (made.challenge === null) {
    withoutQuestion(draft, made.error);
    return;
  }
  if (transcript === null) {
    withoutTranscript(draft);
    return;
  }
  const failure = modelFailureOf(transcript);
  if (failure !== null) {
    draft.judged = true;
    compare(draft, { outcome: "model_failure", thousandths: 0, reason: failure });
    return;
  }
  const watched = watchedEngine(python);
  let evaluation: Evaluation;
  try {
    evaluation = await made.challenge.evaluate(transcript.text, { python: watched.engine });
  } catch (error) {
    evaluationFailed(draft, error);
    return;
  }
  draft.judged = true;
  if (outcome === "infra_failure") {
    draft.note("not_judged", `${reason}; here it scores ${evaluation.thousandths}`);
    return;
  }
  const differs = outcome !== "scored" || score !== evaluation.thousandths || reason !== evaluation.reason;
  if (watched.ranOutOfTime() || (outcome === "scored" && reason === OUT_OF_TIME)) {
    const there = `${reason} (${score})`;
    draft.note(
      "wall_verdict",
      differs ? `there ${there}, here ${evaluation.reason} (${evaluation.thousandths})` : there,
    );
    return;
  }
  if (differs) compare(draft, { outcome: "scored", thousandths: evaluation.thousandths, reason: evaluation.reason });
}

/** The environment makes no such question here. */
function withoutQuestion(draft: JudgementDraft, error: AffineError): void {
  const { outcome, reason } = draft.answer;
  if (error.code !== "environment_broken") {
    // Whether the id is the one that the beacon draws is asked elsewhere; here it is only unreadable.
    draft.note("other_version", error.message);
    return;
  }
  draft.judged = true;
  if (outcome === "invalid") return;
  draft.deviate("wrong_outcome", "the question cannot be made, so its answer is void", {
    recorded: `${outcome} ${reason}`,
    recomputed: `invalid ${error.message}`.slice(0, 300),
  });
}

/** Nothing was said, or what was said cannot be read (which is a deviation by itself). */
function withoutTranscript(draft: JudgementDraft): void {
  const { outcome, reason, transcript } = draft.answer;
  if (transcript !== null) return;
  if (outcome === "infra_failure") {
    draft.note("host_failure", reason);
    return;
  }
  draft.judged = true;
  draft.deviate(
    outcome === "invalid" ? "wrong_outcome" : "missing_transcript",
    outcome === "invalid" ? "the question can be made, so its answer is not void" : "it names no transcript",
    { recorded: `${outcome} ${reason}` },
  );
}

function evaluationFailed(draft: JudgementDraft, error: unknown): void {
  if (AffineError.isInstance(error) && error.code === "interrupted") throw error;
  const { outcome, reason } = draft.answer;
  if (AffineError.isInstance(error) && error.retryable) {
    draft.note("sandbox_unavailable", error.message);
    return;
  }
  draft.judged = true;
  if (outcome === "invalid") return;
  draft.deviate("wrong_outcome", "the environment fails on this answer, so it is void", {
    recorded: `${outcome} ${reason}`,
    recomputed: `invalid ${errorMessage(error)}`.slice(0, 300),
  });
}

function compare(
  draft: JudgementDraft,
  expected: { outcome: "scored" | "model_failure"; thousandths: number; reason: string },
): void {
  const { outcome, score, reason, transcript } = draft.answer;
  if (outcome !== expected.outcome) {
    draft.deviate("wrong_outcome", `it is recorded as ${outcome}, the answer is ${expected.outcome}`, {
      transcript,
      recorded: `${outcome} ${reason} ${score}`,
      recomputed: `${expected.outcome} ${expected.reason} ${expected.thousandths}`,
    });
  } else if (score !== expected.thousandths) {
    draft.deviate("wrong_score", `score ${score} is recorded, the answer has ${expected.thousandths}`, {
      transcript,
      recorded: score,
      recomputed: expected.thousandths,
      recordedReason: reason,
      recomputedReason: expected.reason,
    });
  } else if (reason !== expected.reason) {
    draft.deviate("wrong_reason", `${reason} is recorded, the answer is judged ${expected.reason}`, {
      transcript,
      recorded: reason,
      recomputed: expected.reason,
    });
  }
}
