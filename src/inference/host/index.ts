/** Who serves models: deployments, their state, and how they come up. */
export type { HostProblem } from "./host-failure.ts";
export type { CommittedDeployment, Deployment, DeploymentPlan, InferenceHost } from "./inference-host.ts";
export {
  CHUTES_API_URL,
  CHUTES_INFERENCE_URL,
  type ChuteEngine,
  type ChutesSettings,
  type RequestKey,
} from "./chutes/chutes-settings.ts";
export {
  localDeploymentId,
  localDeploymentSchema,
  type LocalDeployment,
  type LocalHostSettings,
} from "./local-host.ts";
export { nameUuid } from "./name-uuid.ts";
export { openInferenceHost, type InferenceHostSettings } from "./open-inference-host.ts";
export { servedModels, type OpenAiSettings, type ServedModel } from "./openai-host.ts";
