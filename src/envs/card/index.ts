/** The card of an environment: measured evidence that it can be neither guessed nor memorised nor broken. */
export type { Bar, BaselineResult, Card, CardFacts, CardTimings, PassCount } from "./card.ts";
export { goldenHashes } from "./golden.ts";
export { hostileAnswer, longHostileAnswers } from "./hostile-answers.ts";
export { cardPasses, makeCard, type CardOptions } from "./make-card.ts";
export { upper95PerMillion } from "./upper-bound.ts";
