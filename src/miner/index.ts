/** What miners do: pull a model, push one. */
export { committedModel, type CommittedModel } from "./committed-model.ts";
export { whoseModel } from "./whose-model.ts";
export { pullModel, type PulledModel, type PullOptions } from "./pull/pull-model.ts";
export { PULL_POINTS, type OnPullPoint, type PullPoint } from "./pull/pull-point.ts";
export * from "./push/index.ts";
