/** The contest as spectators see it: tests with their course, rounds with their answers, what happened. See docs/arena.md. */
export { ArenaBook, type Part } from "./arena-book.ts";
export { ArenaReading, type ArenaReadingOptions } from "./arena-reading.ts";
export type { ArenaState } from "./arena-state.ts";
export { challengerSchema, contestSchema, type Challenger, type Contest } from "./contest-schema.ts";
export { endInWords, whyOver } from "./end-words.ts";
export { arenaEventSchema, EVENT_KINDS, type ArenaEvent } from "./event-schema.ts";
export { leadingStream, missingGates, progressBp } from "./missing-gates.ts";
export { paidName } from "./paid-name.ts";
export {
  pairedRoundSchema,
  roundViewSchema,
  type AnswerView,
  type PairedRound,
  type QuestionView,
  type RoundView,
} from "./round-schema.ts";
export {
  seriesSchema,
  testIdSchema,
  testSchema,
  type ArenaPoint,
  type ArenaSeries,
  type ArenaStream,
  type ArenaTest,
} from "./test-schema.ts";
export { COPY_HIGH_MILLI, copyLowMilli } from "./copy-band.ts";
