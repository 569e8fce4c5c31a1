import { AffineError } from "../../../core/index.ts";
import { hostFailure } from "../host-failure.ts";
import type { CommittedDeployment, Deployment, DeploymentPlan, InferenceHost } from "../inference-host.ts";
import { nameUuid } from "../name-uuid.ts";
import { chuteCords } from "./chute-cords.ts";
import { hotInstances, type ChuteDocument } from "./chute-document.ts";
import { chuteSource, chuteSpec, CHUTE_MODULE, CHUTE_REFERENCE, type ChuteSpec } from "./chute-source.ts";
import { ChutesApi } from "./chutes-api.ts";
import { deployByCli } from "./chutes-cli.ts";
import { CHUTES_INFERENCE_URL, type ChutesSettings } from "./chutes-settings.ts";
import { checkedPlan } from "./checked-plan.ts";
import { sourceDoubt } from "./source-doubt.ts";
import { movedFailure, watchWarmUp, type WarmUpOptions } from "./warm-up.ts";

/** Sources remembered at most; a source never changes under one version. */
const MAX_SOURCES = 4096;

/** Models on Chutes (subnet 64), over its management API. See docs/mining.md. */
export class ChutesHost implements InferenceHost {
  readonly name = "chutes";
  readonly #settings: ChutesSettings;
  readonly #api: ChutesApi;
  readonly #doubts = new Map<string, string | undefined>();

  constructor(settings: ChutesSettings) {
    this.#settings = settings;
    this.#api = new ChutesApi(settings);
  }

  /** `undefined` without the account's name. */
  deploymentId(model: string): string | undefined {
    const { user } = this.#settings;
    return user === undefined ? undefined : nameUuid(`${user}::chute::${model}`);
  }

  async find(
    commitment: CommittedDeployment,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<Deployment | undefined> {
    // Names are not asked for: anybody's chute may have this one.
    const id = commitment.chute_id ?? this.deploymentId(commitment.model);
    if (id === undefined) return undefined;
    const chute = await this.#api.chute(id, options.signal);
    return chute === undefined ? undefined : this.#deployment(chute, options.signal);
  }

  async deploy(
    plan: DeploymentPlan,
    options: { readonly signal?: AbortSignal; readonly acceptFee?: boolean } = {},
  ): Promise<Deployment> {
    const { signal } = options;
    const spec = this.#spec(checkedPlan(plan));
    const id = nameUuid(`${spec.user}::chute::${plan.model}`);
    const present = await this.#planned(id, plan, signal);
    if (present !== undefined) return present;
    const byCli = this.#settings.apiKey === undefined && this.#settings.hotkey === undefined;
    const program = this.#settings.cli;
    if (byCli && program !== undefined) {
      await deployByCli(program, spec, {
        apiUrl: this.#settings.apiUrl,
        acceptFee: options.acceptFee ?? false,
        signal,
      });
    } else {
      await this.#create(spec, id, options);
    }
    const deployed = await this.#planned(id, plan, signal);
    if (deployed !== undefined) return deployed;
    throw hostFailure("inference_protocol", this.#api.host, `accepted ${plan.model}, but does not show it as planned`, {
      hint: "Run this again in a minute: what is there already is left as it is.",
      details: { id },
    });
  }

  async warmUp(deployment: Deployment, options: WarmUpOptions): Promise<Deployment> {
    const deadlineAt = performance.now() + options.timeoutMs;
    for (;;) {
      await watchWarmUp(this.#api, deployment.id, { ...options, timeoutMs: deadlineAt - performance.now() });
      const chute = await this.#api.chute(deployment.id, options.signal);
      if (chute === undefined) throw movedFailure(this.#api.host, `no longer has the chute of ${deployment.model}`);
      if (chute.version !== deployment.version) {
        throw movedFailure(this.#api.host, `serves another version of ${deployment.model} now`);
      }
      const found = await this.#deployment(chute, options.signal);
      // It may have gone cold again between the stream's word and this look.
      if (found.hot) return found;
    }
  }

  #spec(plan: DeploymentPlan): ChuteSpec {
    const { user, engine, image } = this.#settings;
    if (user !== undefined) return chuteSpec(plan, { user, engine, image });
    throw new AffineError("credentials_missing", "Deploying on Chutes needs the name of the account.", {
      hint: "Set CHUTE_USER in .env to your user name on chutes.ai.",
    });
  }

  /** The deployment, when it is there and is what the plan wants. */
  async #planned(id: string, plan: DeploymentPlan, signal: AbortSignal | undefined): Promise<Deployment | undefined> {
    const chute = await this.#api.chute(id, signal);
    if (chute === undefined) return undefined;
    const found = await this.#deployment(chute, signal);
    const serves = found.model === plan.model && found.revision === plan.revision && found.doubt === undefined;
    return serves ? found : undefined;
  }

  async #create(
    spec: ChuteSpec,
    id: string,
    options: { readonly signal?: AbortSignal; readonly acceptFee?: boolean },
  ): Promise<void> {
    const { plan } = spec;
    const body = JSON.stringify({
      name: plan.model,
      tagline: "",
      readme: "",
      image: spec.image,
      public: false,
      standard_template: "vllm",
      node_selector: { gpu_count: plan.gpus, min_vram_gb_per_gpu: plan.minVramGb },
      filename: `${CHUTE_MODULE}.py`,
      ref_str: CHUTE_REFERENCE,
      code: chuteSource(spec),
      cords: chuteCords(),
      jobs: [],
      revision: plan.revision,
      concurrency: plan.concurrency,
      max_instances: plan.maxInstances,
      scaling_threshold: 0.75,
      shutdown_after_seconds: plan.shutdownAfterSeconds,
      allow_external_egress: false,
    });
    let response;
    try {
      response = await this.#api.create(body, options.acceptFee ?? false, options.signal);
    } catch (thrown) {
      // The answer was lost, perhaps not the deed: the caller looks.
      if (AffineError.isInstance(thrown) && thrown.code === "inference_transport") {
        if ((await this.#planned(id, plan, options.signal)) !== undefined) return;
      }
      throw thrown;
    }
    // 409: this very version is there already.
    if (response.status === 409 && /already exists/.test(response.text)) return;
    if (response.status !== 200) throw this.#api.failure(response, `deploy ${plan.model}`);
    const chute = this.#api.document(response);
    if (chute.chute_id === id) return;
    throw hostFailure("inference_protocol", this.#api.host, `gave the chute the id ${chute.chute_id}, not ${id}`, {
      hint: "CHUTE_USER must be the account that the key belongs to, letter by letter: the id follows from it.",
    });
  }

  async #deployment(chute: ChuteDocument, signal: AbortSignal | undefined): Promise<Deployment> {
    const revision = chute.revision?.toLowerCase() ?? null;
    const doubt = chute.slug == null ? "it has no address" : await this.#doubtOf(chute, revision, signal);
    const instances = hotInstances(chute);
    const template = this.#settings.inferenceUrl ?? CHUTES_INFERENCE_URL;
    return {
      id: chute.chute_id,
      model: chute.name,
      revision,
      version: chute.version,
      baseUrl: template.replaceAll("{slug}", (chute.slug ?? "").toLowerCase()),
      hot: chute.hot ?? instances > 0,
      instances,
      public: chute.public,
      ...(doubt === undefined ? {} : { doubt }),
    };
  }

  async #doubtOf(chute: ChuteDocument, revision: string | null, signal: AbortSignal | undefined) {
    if (revision === null) return "the host pins no revision";
    const key = JSON.stringify([chute.chute_id, chute.version, chute.name, revision]);
    if (this.#doubts.has(key)) return this.#doubts.get(key);
    const source = await this.#api.source(chute.chute_id, signal);
    // Not kept: it may be shown later.
    if (source === undefined) return "the host does not show its source to this account";
    const doubt = sourceDoubt(source, { model: chute.name, revision });
    if (this.#doubts.size >= MAX_SOURCES) this.#doubts.clear();
    this.#doubts.set(key, doubt);
    return doubt;
  }
}
