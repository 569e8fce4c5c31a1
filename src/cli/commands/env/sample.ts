import { EnvironmentSampler, type SeedOption } from "../../../envs/index.ts";
import { printJson } from "../../output.ts";
import type { ModuleOption } from "../../program/env/module-option.ts";
import { chosenEnvironment } from "./chosen-environment.ts";

interface SampleOptions extends ModuleOption {
  readonly count: number;
  readonly level?: number;
  readonly params?: object;
  readonly seed?: string;
}

/** Prints questions, one JSON line each. */
export async function sample(name: string, options: SampleOptions): Promise<void> {
  const { count, level, params, seed } = options;
  const terms = { ...params, ...(level === undefined ? {} : { level }) };
  const sampler = new EnvironmentSampler<object>(await chosenEnvironment(name, options), terms);
  const draw: SeedOption = seed === undefined ? {} : { seed };
  for await (const challenge of sampler.stream(count, draw))
    await printJson({ challenge_id: challenge.id, ...challenge.toJSON() });
}
