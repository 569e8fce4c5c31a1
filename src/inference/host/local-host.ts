import { z } from "zod";
import { AffineError } from "../../core/index.ts";
import { statusFailure } from "../failure.ts";
import { serverMessageOf } from "../reported-error.ts";
import type { RetryPolicy } from "../options.ts";
import { hostFailure } from "./host-failure.ts";
import { hostRequest, type HostResponse } from "./host-request.ts";
import type { CommittedDeployment, Deployment, DeploymentPlan, InferenceHost } from "./inference-host.ts";
import { nameUuid } from "./name-uuid.ts";
import { servedModels } from "./openai-host.ts";
import { retrying } from "./retrying.ts";

export interface LocalHostSettings {
  /** Base URL of the embedded host, ending in `/v1`. */
  readonly baseUrl: string;
  readonly retry?: Partial<RetryPolicy> | undefined;
}

/** A deployment as the embedded host's `/admin/deployments` describes it. */
export const localDeploymentSchema = z.object({
  id: z.string(),
  model: z.string(),
  revision: z.string(),
  version: z.string(),
  hot: z.boolean(),
});
export type LocalDeployment = z.infer<typeof localDeploymentSchema>;

/** The id that a model's deployment has on the embedded host. */
export function localDeploymentId(model: string): string {
  return nameUuid(`localnet::chute::${model}`);
}

/** The embedded host of a localnet: it loads scripted models from the localnet's folder of models. */
export class LocalHost implements InferenceHost {
  readonly name = "local";
  readonly #settings: LocalHostSettings;
  readonly #origin: string;

  constructor(settings: LocalHostSettings) {
    this.#settings = settings;
    this.#origin = new URL(settings.baseUrl).origin;
  }

  deploymentId(model: string): string {
    return localDeploymentId(model);
  }

  async find(
    commitment: CommittedDeployment,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<Deployment | undefined> {
    const { baseUrl, retry } = this.#settings;
    const id = commitment.chute_id ?? localDeploymentId(commitment.model);
    const deployed = await this.#get(id, options.signal);
    if (deployed !== undefined) return this.#deployment(deployed);
    // The models that the localnet brought along are served without having been deployed.
    const served = (await servedModels({ baseUrl, retry }, options.signal)).find(
      (model) => model.id === commitment.model,
    );
    if (served === undefined || commitment.chute_id !== undefined) return undefined;
    const revision = served.revision ?? "";
    return this.#deployment({ id, model: served.id, revision, version: revision, hot: true });
  }

  async deploy(plan: DeploymentPlan, options: { readonly signal?: AbortSignal } = {}): Promise<Deployment> {
    const { model, revision } = plan;
    const response = await this.#send("POST", "/admin/deployments", { model, revision }, options.signal);
    if (response.status !== 200) throw this.#failure(response, model);
    return this.#deployment(this.#read(response));
  }

  async warmUp(
    deployment: Deployment,
    options: {
      readonly timeoutMs: number;
      readonly signal?: AbortSignal;
      readonly onProgress?: (line: string) => void;
    },
  ): Promise<Deployment> {
    options.onProgress?.("the embedded host loads the model");
    const path = `/admin/deployments/${encodeURIComponent(deployment.id)}/warmup`;
    let response: HostResponse;
    try {
      response = await this.#send("POST", path, {}, options.signal, options.timeoutMs);
    } catch (cause) {
      if (!AffineError.isInstance(cause) || cause.details["problem"] !== "timeout") throw cause;
      throw new AffineError("timeout", `${deployment.model} did not become hot within ${options.timeoutMs} ms.`, {
        hint: "Run this again: nothing has to be undone.",
        details: { problem: "cold" },
        cause,
      });
    }
    if (response.status !== 200) throw this.#failure(response, deployment.model);
    const found = this.#deployment(this.#read(response));
    if (found.version === deployment.version) return found;
    throw hostFailure("inference_rejected", this.#host, `serves another version of ${found.model} now`, {
      hint: "Somebody deployed the model again: deploy it once more.",
      problem: "moved",
    });
  }

  get #host(): string {
    return new URL(this.#origin).host;
  }

  async #get(id: string, signal: AbortSignal | undefined): Promise<LocalDeployment | undefined> {
    const response = await this.#send("GET", `/admin/deployments/${encodeURIComponent(id)}`, undefined, signal);
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw this.#failure(response, id);
    return this.#read(response);
  }

  #send(
    method: "GET" | "POST",
    path: string,
    body: object | undefined,
    signal: AbortSignal | undefined,
    timeoutMs?: number,
  ): Promise<HostResponse> {
    return retrying(
      () =>
        hostRequest({
          url: `${this.#origin}${path}`,
          method,
          headers: body === undefined ? {} : { "content-type": "application/json" },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal,
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
        }),
      // A wait that ran out is over; everything else here can be said twice.
      { policy: timeoutMs === undefined ? this.#settings.retry : { maxAttempts: 1 }, signal },
    );
  }

  #read(response: HostResponse): LocalDeployment {
    const parsed = localDeploymentSchema.safeParse(jsonOf(response.text));
    if (parsed.success) return parsed.data;
    throw hostFailure("inference_protocol", this.#host, "does not answer as the embedded host does", {
      hint: "Is another program listening there? `af localnet` tells the address.",
    });
  }

  #failure(response: HostResponse, model: string): AffineError {
    const said = serverMessageOf(jsonOf(response.text));
    if (response.status === 404) {
      return hostFailure("not_found", this.#host, `finds no model ${model}`, {
        said,
        hint: "Publish the repository first; a host can load public repositories only.",
      });
    }
    return statusFailure({ host: this.#host, model, apiKey: undefined }, response.status, said);
  }

  #deployment({ id, model, revision, version, hot }: LocalDeployment): Deployment {
    const { baseUrl } = this.#settings;
    return { id, model, revision, version, baseUrl, hot, instances: hot ? 1 : 0, public: true };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return undefined;
  }
}
