/** Who serves models: deployments, their state, and how they come up. */
export type { CommittedDeployment, Deployment, DeploymentPlan, InferenceHost } from "./inference-host.ts";
