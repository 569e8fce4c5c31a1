export { planNotes, planSteps, type PlanStep } from "./plan-steps.ts";
export type { DeploymentSize } from "./deployment-size.ts";
export { modelToPush, type ModelToPush } from "./model-to-push.ts";
export { publishModel } from "./publish-model.ts";
export { pushModel, type PushedModel } from "./push-model.ts";
export type { CommitWaits, PushOptions, PushSource } from "./push-options.ts";
export { planPush, type PushPlan } from "./push-plan.ts";
export { PUSH_POINTS, type OnPushPoint, type PushPoint } from "./push-point.ts";
export { RevealProof } from "./reveal-proof.ts";
