import { PythonDefect } from "./python-tokens.ts";
import { readChuteSource, type ChuteCall } from "./read-chute-source.ts";

/** Arguments of the templates that cannot change what the model says. */
const HARMLESS = new Set([
  "username",
  "model_name",
  "revision",
  "image",
  "node_selector",
  "concurrency",
  "max_instances",
  "scaling_threshold",
  "shutdown_after_seconds",
  "readme",
  "tagline",
  "engine_args",
  "allow_external_egress",
  "tee",
]);

/**
 * Flags of vLLM and SGLang about memory, speed and the form of answers. Flags that load something else (another model,
 * adapters, templates, code, speculative drafts) or override the model's configuration are not among them.
 */
const ENGINE_FLAGS = new Set([
  "attention-backend",
  "chunked-prefill-size",
  "context-length",
  "cuda-graph-max-bs",
  "data-parallel-size",
  "disable-custom-all-reduce",
  "disable-log-requests",
  "dp",
  "dp-size",
  "dtype",
  "enable-auto-tool-choice",
  "enable-chunked-prefill",
  "enable-expert-parallel",
  "enable-prefix-caching",
  "enable-torch-compile",
  "enforce-eager",
  "ep-size",
  "gpu-memory-utilization",
  "kv-cache-dtype",
  "max-model-len",
  "max-num-batched-tokens",
  "max-num-seqs",
  "max-running-requests",
  "mem-fraction-static",
  "no-enable-log-requests",
  "pipeline-parallel-size",
  "quantization",
  "reasoning-parser",
  "schedule-conservativeness",
  "schedule-policy",
  "swap-space",
  "tensor-parallel-size",
  "tool-call-parser",
  "torch-compile-max-bs",
  "tp",
  "tp-size",
]);

/**
 * Why a chute with this source may answer with something else than the model at the revision; `undefined` where its
 * source leaves no room for that. The host itself checks miners' sources in its own way; validators rely on this one.
 */
export function sourceDoubt(
  source: string,
  of: { readonly model: string; readonly revision: string },
): string | undefined {
  let call: ChuteCall;
  try {
    call = readChuteSource(source);
  } catch (thrown) {
    if (!(thrown instanceof PythonDefect)) throw thrown;
    return `its source is more than one call of a template with literals (${thrown.message})`;
  }
  const { engine, values } = call;
  if (values["model_name"] !== of.model) return `its source loads ${shown(values["model_name"])}, not ${of.model}`;
  if (values["revision"] !== of.revision) {
    return `its source pins the revision ${shown(values["revision"])}, not ${of.revision}`;
  }
  const unknown = Object.keys(values).find((name) => !HARMLESS.has(name));
  if (unknown !== undefined)
    return `its source gives the template ${unknown}, which is not among the allowed arguments`;
  const { image } = values;
  if (
    image !== undefined &&
    !(typeof image === "string" && new RegExp(`^chutes/${engine}:[\\w.-]{1,64}$`).test(image))
  ) {
    return `its image ${shown(image)} is not an official one of ${engine}`;
  }
  if (values["allow_external_egress"] !== undefined && values["allow_external_egress"] !== false) {
    return "its source lets it call other servers";
  }
  const flag = strangeFlag(values["engine_args"]);
  return flag === undefined
    ? undefined
    : `its engine is started with ${shown(flag)}, which is not among the allowed flags`;
}

/** The first word of the engine's arguments that is neither an allowed flag nor a plain value. */
function strangeFlag(engineArgs: ChuteCall["values"][string] | undefined): unknown {
  if (engineArgs === undefined || engineArgs === null || engineArgs === "") return undefined;
  if (typeof engineArgs === "object" && !Array.isArray(engineArgs)) {
    return Object.entries(engineArgs)
      .filter(([name, value]) => !ENGINE_FLAGS.has(name.replaceAll("_", "-")) || !isPlain(value))
      .map(([name]) => name)[0];
  }
  if (typeof engineArgs !== "string") return engineArgs;
  return engineArgs
    .split(/[\s\\]+/)
    .filter((word) => word !== "")
    .find((word) => {
      const [flag = "", value = "1"] = word.split("=", 2);
      return flag.startsWith("-") ? !ENGINE_FLAGS.has(flag.replace(/^--?/, "")) || !isPlain(value) : !isPlain(word);
    });
}

/** A number, a switch or the name of a method; never a path. */
function isPlain(value: unknown): boolean {
  return typeof value === "string"
    ? /^[A-Za-z0-9_.-]{1,64}$/.test(value)
    : typeof value === "number" || typeof value === "boolean";
}

function shown(value: unknown): string {
  return (JSON.stringify(value) as string | undefined)?.slice(0, 80) ?? "none";
}
