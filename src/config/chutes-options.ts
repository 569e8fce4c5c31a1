import { z } from "zod";
import { option } from "./option.ts";

const text = z.string().trim().min(1);
const httpUrl = z.url({ protocol: /^https?$/, error: "a URL that begins with http:// or https://" });

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
    schema: z.enum(["vllm", "sglang"]),
    default: "vllm",
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
} as const;
