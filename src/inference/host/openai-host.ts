import { z } from "zod";
import { AffineError } from "../../core/index.ts";
import { statusFailure } from "../failure.ts";
import { serverMessageOf } from "../reported-error.ts";
import type { RetryPolicy } from "../options.ts";
import { retryAfterMs } from "../../io/index.ts";
import { hostFailure } from "./host-failure.ts";
import { hostRequest } from "./host-request.ts";
import type { CommittedDeployment, Deployment, InferenceHost } from "./inference-host.ts";
import { pauseForHost, retrying } from "./retrying.ts";

export interface OpenAiSettings {
  /** OpenAI-compatible base URL, such as `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
}

/** `revision` is the embedded host's addition; other servers do not say which commit they loaded. */
const modelsSchema = z.looseObject({
  data: z.array(z.looseObject({ id: z.string().max(512), revision: z.string().max(64).nullish() })).max(10_000),
});
export type ServedModel = z.infer<typeof modelsSchema>["data"][number];

const POLL_MS = 1_000;

/** Any server that speaks the OpenAI protocol (vLLM, SGLang, …): it can be asked, not told. */
export class OpenAiHost implements InferenceHost {
  readonly name = "openai";
  readonly #settings: OpenAiSettings;

  constructor(settings: OpenAiSettings) {
    this.#settings = settings;
  }

  deploymentId(): undefined {
    return undefined;
  }

  async find(
    commitment: CommittedDeployment,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<Deployment | undefined> {
    const models = await servedModels(this.#settings, options.signal);
    const served = models.find(({ id }) => id === commitment.model);
    if (served === undefined) return undefined;
    const { baseUrl } = this.#settings;
    const revision = served.revision ?? null;
    return { id: served.id, model: served.id, revision, version: null, baseUrl, hot: true, instances: 1, public: true };
  }

  deploy(): Promise<Deployment> {
    return Promise.reject(
      new AffineError("unsupported", `${new URL(this.#settings.baseUrl).host} cannot be told what to serve.`, {
        hint: "Start the model there yourself, for example `vllm serve MODEL --revision COMMIT`, then go on.",
      }),
    );
  }

  async warmUp(
    deployment: Deployment,
    options: {
      readonly timeoutMs: number;
      readonly signal?: AbortSignal;
      readonly onProgress?: (line: string) => void;
    },
  ): Promise<Deployment> {
    const deadlineAt = performance.now() + options.timeoutMs;
    for (;;) {
      const found = await this.find(deployment as CommittedDeployment, options);
      if (found !== undefined) return found;
      options.onProgress?.(`${deployment.model} is not served yet`);
      if (deadlineAt - performance.now() <= POLL_MS) break;
      await pauseForHost(POLL_MS, options.signal);
    }
    throw new AffineError("timeout", `${new URL(deployment.baseUrl).host} does not serve ${deployment.model}.`, {
      hint: "Start the model there, under this name.",
    });
  }
}

/** `GET /v1/models`. @throws AffineError as a question to the host would */
export function servedModels(settings: OpenAiSettings, signal?: AbortSignal): Promise<ServedModel[]> {
  const { baseUrl, apiKey, retry } = settings;
  const url = `${baseUrl.replace(/\/+$/, "")}/models`;
  const { host } = new URL(url);
  return retrying(
    async () => {
      const response = await hostRequest({
        url,
        method: "GET",
        headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
        signal,
      });
      if (response.status !== 200) {
        const said = serverMessageOf(jsonOf(response.text));
        const waitMs = retryAfterMs(response.headers["retry-after"], Date.now());
        throw statusFailure({ host, model: "any", apiKey }, response.status, said, waitMs);
      }
      const parsed = modelsSchema.safeParse(jsonOf(response.text));
      if (parsed.success) return parsed.data.data;
      throw hostFailure("inference_protocol", host, "does not list its models as OpenAI-compatible servers do", {
        hint: "Give the base URL of the server, which usually ends in /v1.",
      });
    },
    { policy: retry, signal },
  );
}

/** `undefined` for what is no JSON: the schema then says so. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return undefined;
  }
}
