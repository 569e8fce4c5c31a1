import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { AffineError } from "../../src/core/index.ts";
import { HuggingFaceHub, type ModelHub } from "../../src/hub/index.ts";
import { nameUuid, type Deployment, type DeploymentPlan, type InferenceHost } from "../../src/inference/host/index.ts";

/** What the host has done, for tests to look at. */
export interface HostLog {
  readonly deployments: Record<string, Deployment>;
  readonly created: number;
}

/**
 * An inference host in a file, so that it outlives the children that talk to it. As a real one it loads public
 * repositories only, at the revision it is told.
 */
export class FileHost implements InferenceHost {
  readonly name: InferenceHost["name"];
  readonly #file: string;
  readonly #hub: ModelHub;
  /** Changes the ids that deployments get, as under another account. */
  salt = "";

  constructor(file: string, hubUrl: string, name: InferenceHost["name"] = "local") {
    this.#file = file;
    this.#hub = new HuggingFaceHub({ endpoint: hubUrl, retry: { baseDelayMs: 1 } });
    this.name = name;
  }

  get log(): HostLog {
    if (!existsSync(this.#file)) return { deployments: {}, created: 0 };
    return JSON.parse(readFileSync(this.#file, "utf8")) as HostLog;
  }

  deploymentId(model: string): string | undefined {
    return this.name === "openai" ? undefined : nameUuid(`me::chute::${model}`);
  }

  find({ model }: { model: string }): Promise<Deployment | undefined> {
    return Promise.resolve(this.log.deployments[model]);
  }

  async deploy({ model, revision }: DeploymentPlan): Promise<Deployment> {
    const found = await this.#hub.describe(model, revision);
    if (found.private) throw new AffineError("not_found", `${model} is not public`);
    const { deployments, created } = this.log;
    const present = deployments[model];
    if (present?.revision === revision) return present;
    const id = nameUuid(`me::chute::${model}${this.salt}`);
    const facts = { version: "1", baseUrl: "http://127.0.0.1:1/v1", hot: false, instances: 0, public: true };
    const deployment: Deployment = { id, model, revision, ...facts };
    this.#write({ deployments: { ...deployments, [model]: deployment }, created: created + 1 });
    return deployment;
  }

  warmUp(deployment: Deployment): Promise<Deployment> {
    const hot = { ...deployment, hot: true, instances: 1 };
    const log = this.log;
    this.#write({ ...log, deployments: { ...log.deployments, [hot.model]: hot } });
    return Promise.resolve(hot);
  }

  #write(log: HostLog): void {
    writeFileSync(this.#file, JSON.stringify(log));
  }
}
