/** A model that a host serves, or could serve. */
export interface Deployment {
  /** Id on the host (`chute_id` on Chutes). */
  readonly id: string;
  /** Name that a chat request carries as `model`. */
  readonly model: string;
  /** Commit of the model repository; `null` where the host does not say. */
  readonly revision: string | null;
  /** Changes with every deployment under the same id; `null` where the host has none. */
  readonly version: string | null;
  /** OpenAI-compatible base URL, ending in `/v1`. */
  readonly baseUrl: string;
  /** An instance is up and answers. */
  readonly hot: boolean;
  readonly instances: number;
  readonly public: boolean;
  /** Why something else than the model may answer there; absent when nothing speaks against it. */
  readonly doubt?: string;
}

export interface DeploymentPlan {
  /** Repository, `owner/name`. */
  readonly model: string;
  /** Full commit id. */
  readonly revision: string;
  /** GPUs of one node and the memory each must have. */
  readonly gpus: number;
  readonly minVramGb: number;
  readonly concurrency: number;
  readonly maxInstances: number;
  readonly shutdownAfterSeconds: number;
}

/** Which deployment a commitment means. */
export interface CommittedDeployment {
  readonly model: string;
  readonly revision: string;
  readonly chute_id?: string | undefined;
  readonly endpoint?: string | undefined;
}

/**
 * Who runs models and answers for them over the OpenAI protocol. Adapters: `chutes`, `openai` (any base URL; cannot
 * deploy) and `local` (the embedded host).
 *
 * Methods reject with AffineError codes `not_found`, `credentials_missing`, `credentials_invalid`,
 * `inference_rejected` (fee, balance, permission, a plan that is refused: `details.problem` says which),
 * `inference_unavailable` (cold, overloaded), `inference_transport`, `inference_protocol` (what came makes no sense),
 * `interrupted` or `unsupported` (this host cannot deploy).
 */
export interface InferenceHost {
  readonly name: "chutes" | "openai" | "local";
  /** The id that a deployment of this model will have, known before it exists; `undefined` where there are no ids. */
  deploymentId(model: string): string | undefined;
  /** What a commitment names, as the host knows it now; `undefined` when it does not. */
  find(commitment: CommittedDeployment, options?: { readonly signal?: AbortSignal }): Promise<Deployment | undefined>;
  /**
   * Creates or replaces the deployment; one that already serves this model and revision is left as it is.
   *
   * @param options.acceptFee pays the host's fee for a first deployment; without it a fee rejects and names the sum
   */
  deploy(
    plan: DeploymentPlan,
    options?: { readonly signal?: AbortSignal; readonly acceptFee?: boolean },
  ): Promise<Deployment>;
  /** Waits until it is hot. @throws `timeout` when it did not come up in time, with the host's last words. */
  warmUp(
    deployment: Deployment,
    options: {
      readonly timeoutMs: number;
      readonly signal?: AbortSignal;
      readonly onProgress?: (line: string) => void;
    },
  ): Promise<Deployment>;
}
