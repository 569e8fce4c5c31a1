/** The laboratory: simulated worlds in which the production decisions are attacked. */
export type { Attack, Attempt, MinerView, Owner, Forger, PublicView, Subject, Submission } from "./attack.ts";
export { ATTACKS } from "./attacks/index.ts";
export { estimateR, type AnsweringModel, type PairEstimate, type RecordedAnswer } from "./correlation/estimate-r.ts";
export { findAttack } from "./find-attack.ts";
export { playAttack, type AttackRun } from "./play-attack.ts";
export { type Figure, type FigureRow, type FigureTable, type Report } from "./report/figures.ts";
export { renderHtml } from "./report/html.ts";
export { runAttacks, type AttackPlan } from "./run-attacks.ts";
export { runCredits } from "./run-credits.ts";
export { runMarkets } from "./run-markets.ts";
export { DEFAULT_SETTINGS, parseSettings, type Settings } from "./settings.ts";
export { formatEstimate, type Estimate, type Sample } from "./statistics.ts";
export { SUITE_SIZES, type SuiteSize } from "./suite/plan.ts";
export { runSuite } from "./suite/run-suite.ts";
export type { WorkOptions } from "./work/run-parts.ts";
export { Laboratory } from "./world/laboratory.ts";
export type { ModelSpec } from "./world/model.ts";
export { chanceToWin, UNRELATED_SHARE, type ChanceToWin, type KnownScores } from "./chance-to-win.ts";
