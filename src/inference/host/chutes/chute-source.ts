import type { DeploymentPlan } from "../inference-host.ts";
import { DEFAULT_ENGINE, OFFICIAL_IMAGES, type ChuteEngine } from "./chutes-settings.ts";
import { pythonLiteral, type PythonValue } from "./python-literal.ts";

/** What a chute's source says; see the templates' parameters in the `chutes` package. */
export interface ChuteSpec {
  readonly user: string;
  readonly engine: ChuteEngine;
  readonly image: string;
  readonly plan: DeploymentPlan;
}

/** Name of the module and of the variable in it. */
export const CHUTE_MODULE = "affine_chute";
export const CHUTE_REFERENCE = `${CHUTE_MODULE}:chute`;

/** More answers in flight than this share of `concurrency`, and the host starts another instance. */
const SCALING_THRESHOLD = "0.75";

/** The spec of a plan, with the engine's official image unless another is given. */
export function chuteSpec(
  plan: DeploymentPlan,
  of: { readonly user: string; readonly engine?: ChuteEngine | undefined; readonly image?: string | undefined },
): ChuteSpec {
  const engine = of.engine ?? DEFAULT_ENGINE;
  return { user: of.user, engine, image: of.image ?? OFFICIAL_IMAGES[engine], plan };
}

/**
 * The Python module of a chute: two imports and one call whose arguments are literals. Whatever the values are, they
 * stay values.
 */
export function chuteSource({ user, engine, image, plan }: ChuteSpec): string {
  const selector = call("NodeSelector", [
    ["gpu_count", plan.gpus],
    ["min_vram_gb_per_gpu", plan.minVramGb],
  ]);
  const lines = [
    ...argumentLines([
      ["username", user],
      ["model_name", plan.model],
      ["revision", plan.revision],
      ["image", image],
    ]),
    `    node_selector=${selector},`,
    ...argumentLines([
      ["concurrency", plan.concurrency],
      ["max_instances", plan.maxInstances],
    ]),
    `    scaling_threshold=${SCALING_THRESHOLD},`,
    ...argumentLines([["shutdown_after_seconds", plan.shutdownAfterSeconds]]),
  ];
  return [
    "from chutes.chute import NodeSelector",
    `from chutes.chute.template.${engine} import build_${engine}_chute`,
    "",
    `chute = build_${engine}_chute(`,
    ...lines,
    ")",
    "",
  ].join("\n");
}

function argumentLines(values: readonly (readonly [string, PythonValue])[]): string[] {
  return values.map(([name, value]) => `    ${name}=${pythonLiteral(value)},`);
}

function call(name: string, values: readonly (readonly [string, PythonValue])[]): string {
  return `${name}(${values.map(([key, value]) => `${key}=${pythonLiteral(value)}`).join(", ")})`;
}
