import { AffineError, errorMessage } from "../../../core/index.ts";
import type { ModelHub } from "../../../hub/index.ts";
import { localDeploymentId, nameUuid, type LocalDeployment } from "../../../inference/host/index.ts";
import type { LocalModel } from "../../models/index.ts";
import { DeploymentsFile, type DeployedModel } from "./deployments-file.ts";
import { loadScriptedModel } from "./load-scripted-model.ts";

export interface DeploymentsOptions {
  /** Where models are loaded from: as a stranger, so that only public ones can be. */
  readonly hub: ModelHub;
  /** Remembers deployments over a restart; nothing is remembered without it. */
  readonly file?: string | undefined;
}

/** What the host serves; deployments that are hot are added to it. */
export interface ServedModels {
  readonly models: Map<string, LocalModel>;
  onServed(model: LocalModel): void;
}

/**
 * Models that were deployed on the host: one a name, pinned to a revision, cold until warmed up. Another revision under
 * the same name takes the old one's place at once, as on Chutes.
 */
export class Deployments {
  readonly #hub: ModelHub;
  readonly #file: DeploymentsFile;
  readonly #served: ServedModels;
  readonly #byId = new Map<string, LocalDeployment>();
  /** One change at a time, in the order they were asked for. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ hub, file }: DeploymentsOptions, served: ServedModels) {
    this.#hub = hub;
    this.#file = new DeploymentsFile(file);
    this.#served = served;
  }

  get all(): LocalDeployment[] {
    return [...this.#byId.values()];
  }

  /** @throws AffineError `not_found` */
  get(id: string): LocalDeployment {
    const found = this.#byId.get(id);
    if (found === undefined) throw new AffineError("not_found", `There is no deployment ${id} here.`);
    return found;
  }

  /** A deployment of this model that no instance serves. */
  isCold(model: string): boolean {
    return this.#byId.get(localDeploymentId(model))?.hot === false;
  }

  /**
   * Creates a deployment, or puts another revision in its place; cold. One that has this revision is left as it is.
   *
   * @throws AffineError `not_found` (no public repository or revision), `invalid_input` (not a scripted model)
   */
  deploy(wanted: DeployedModel): Promise<LocalDeployment> {
    return this.#inTurn(async () => {
      const present = this.#byId.get(localDeploymentId(wanted.model));
      if (present?.revision === wanted.revision) return present;
      if (present === undefined && this.#served.models.has(wanted.model)) {
        throw new AffineError("invalid_input", `${wanted.model} came with this localnet and is not deployed.`, {
          hint: "Push the model under a name of your own.",
        });
      }
      await loadScriptedModel(this.#hub, wanted);
      const deployed = coldDeployment(wanted);
      await this.#file.write([...this.all.filter(({ id }) => id !== deployed.id), wanted]);
      this.#served.models.delete(wanted.model);
      this.#byId.set(deployed.id, deployed);
      return deployed;
    });
  }

  /** Loads the model; it answers from then on. @throws AffineError as {@link deploy} */
  warmUp(id: string): Promise<LocalDeployment> {
    return this.#inTurn(() => this.#heat(this.get(id)));
  }

  /** Brings back what the file remembers, hot where it still can be loaded. */
  async restore(): Promise<readonly string[]> {
    const problems: string[] = [];
    for (const wanted of await this.#file.read()) {
      const cold = coldDeployment(wanted);
      this.#byId.set(cold.id, cold);
      try {
        await this.#heat(cold);
      } catch (thrown) {
        if (!AffineError.isInstance(thrown)) throw thrown;
        problems.push(`${wanted.model} stays cold: ${errorMessage(thrown)}`);
      }
    }
    return problems;
  }

  async #heat(deployment: LocalDeployment): Promise<LocalDeployment> {
    if (deployment.hot) return deployment;
    const model = await loadScriptedModel(this.#hub, deployment);
    const hot = { ...deployment, hot: true };
    this.#byId.set(hot.id, hot);
    this.#served.models.set(model.name, model);
    this.#served.onServed(model);
    return hot;
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(change);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function coldDeployment({ model, revision }: DeployedModel): LocalDeployment {
  return { id: localDeploymentId(model), model, revision, version: nameUuid(`${model}@${revision}`), hot: false };
}
