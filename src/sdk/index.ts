/** What the library does on a network: sessions, miners, questions, rollouts. */
export { inferenceHostOf } from "./inference-host.ts";
export { debug, info, trace } from "./logging.ts";
export { getMiner, getMiners } from "./miners.ts";
export { isChutes, query, type AskOptions } from "./query.ts";
export { rollouts, type RolloutOptions } from "./rollouts.ts";
