import { httpUrl, text } from "./option-forms.ts";
import { option } from "./option.ts";

/** Options about who serves models: part of the option table. */
export const CHUTES_OPTIONS = {
  chutesApiUrl: option({
    group: "inference",
    env: "CHUTES_API_URL",
    schema: httpUrl,
    default: "https://api.chutes.ai",
    help: "Management API of Chutes: deployments and their state",
  }),
  chutesInferenceUrl: option({
    group: "inference",
    env: "CHUTES_INFERENCE_URL",
    schema: text,
    default: "https://{slug}.chutes.ai/v1",
    help: "Where a chute answers; {slug} stands for its name",
  }),
  inferenceApiKey: option({
    group: "inference",
    env: "AFFINE_INFERENCE_API_KEY",
    schema: text,
    secret: true,
    help: "API key of the base URL that af eval and af preflight ask, unless it is on Chutes",
  }),
  chutesUserId: option({
    group: "miner",
    env: "CHUTES_USER_ID",
    schema: text,
    help: "Your Chutes user id, for requests signed by the hotkey",
  }),
  chutesEngine: option({
    group: "miner",
    env: "CHUTES_ENGINE",
    schema: (z) => z.enum(["vllm", "sglang"]),
    default: "sglang",
    help: "Engine that serves your model on Chutes",
  }),
  chutesImage: option({
    group: "miner",
    env: "CHUTES_IMAGE",
    schema: text,
    defaultText: "the engine's official image",
    help: "Image that your chute starts from",
  }),
  chutesCli: option({
    group: "miner",
    env: "CHUTES_CLI",
    schema: text,
    default: "chutes",
    help: "Program to deploy with when there is no API key: the chutes CLI",
  }),
  maxModelGb: option({
    group: "validator",
    env: "AFFINE_MAX_MODEL_GB",
    schema: (z) =>
      z
        .union([z.number(), z.string().trim().regex(/^\d+$/, "a whole number").transform(Number)])
        .pipe(z.number().int().min(1).max(100_000)),
    defaultText: "160",
    help: "Largest model that is admitted, gigabytes; all validators of a network use the same",
  }),
  architectures: option({
    group: "validator",
    env: "AFFINE_ARCHITECTURES",
    schema: (z) =>
      z
        .union([z.array(text(z)), z.string().transform((list) => list.split(",").map((name) => name.trim()))])
        .pipe(z.array(z.string().regex(/^[A-Za-z0-9_]+$/, "names of architectures, with commas between")).min(1)),
    defaultText: "text models that vLLM and SGLang serve",
    help: "Architectures of config.json that are admitted; all validators of a network use the same",
    example: "LlamaForCausalLM,Qwen3ForCausalLM",
  }),
} as const;
