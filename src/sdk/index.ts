/** What the library does on a network: sessions, miners, questions, rollouts, verification. */
export { createAffine, type Affine } from "./affine.ts";
export type { AffineOptions } from "./affine-options.ts";
export { exportRollouts, type ExportOptions } from "./export-rollouts.ts";
export { inferenceHostOf } from "./inference-host.ts";
export { isChutes } from "./is-chutes.ts";
export { debug, info, trace } from "./logging.ts";
export { getMiner, getMiners, query, rollouts } from "./network-functions.ts";
export { LOCAL_DEADLINE_BLOCKS, networkRules } from "./network-rules.ts";
export type { AskOptions } from "./query.ts";
export type { RolloutOptions } from "./rollouts.ts";
export { verifyRecords, type VerifyOptions } from "./verify-records.ts";
export { storeOptions } from "./store-options.ts";
