/** Scoring any model on the environments, as validators would: `af eval`, and a part of `af preflight`. */
export { counts, evalAnswerSchema, type EvalAnswer } from "./eval-answer.ts";
export { compareEvals, type Comparison, type PairedRow } from "./compare-evals.ts";
export { EvalFile, readEvalFile, settingsOfFile } from "./eval-file.ts";
export { evalQuestions, type EvalQuestion } from "./eval-question.ts";
export { CUT_OFF_BY_HOST, type CutOff } from "./cut-off.ts";
export { evalSettings, requestWithin, type EvalSettings } from "./eval-settings.ts";
export { EvalTurns } from "./eval-turns.ts";
export { summarise, type EvalRow, type EvalSummary } from "./eval-summary.ts";
export { runEval, type EvalRun } from "./run-eval.ts";
export { saveTranscript } from "./save-transcript.ts";
