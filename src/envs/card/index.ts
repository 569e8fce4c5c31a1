/** The card of an environment: measured evidence that it can be neither guessed nor memorised nor broken. */
export type { Bar, BaselineResult, Card, CardFacts, CardTimings, PassCount, SpotFacts } from "./card.ts";
export type { CardClock } from "./card-clock.ts";
export { cardDrift, type DriftOptions } from "./card-drift.ts";
export { cardSchema } from "./card-schema.ts";
export { goldenHashes } from "./golden.ts";
export { hostileAnswer, longHostileAnswers } from "./hostile-answers.ts";
export { cardPasses, makeCard, measureCardSlice, type CardOptions } from "./make-card.ts";
export type { CardProgress, MeasureAll } from "./measure-all.ts";
export { modelRowSchema, type ModelLevel, type ModelRow } from "./model-row.ts";
export type { CardSlice, SliceResult } from "./slice.ts";
export { refuseUnsteadyQuestion } from "./steady.ts";
export { upper95PerMillion } from "./upper-bound.ts";
