import type { RetryPolicy } from "../../options.ts";

/** The template of the chute: which engine loads the model. */
export type ChuteEngine = "vllm" | "sglang";

/** A key that signs requests: sr25519, as every Bittensor hotkey. */
export interface RequestKey {
  /** ss58 address. */
  readonly address: string;
  sign(message: Uint8Array): Uint8Array;
}

export interface ChutesSettings {
  /** Management API. Default https://api.chutes.ai */
  readonly apiUrl?: string | undefined;
  /** Where a chute answers, `{slug}` in the place of its name in the network. Default https://{slug}.chutes.ai/v1 */
  readonly inferenceUrl?: string | undefined;
  /** Account that owns the deployments: part of a deployment's id. */
  readonly user?: string | undefined;
  /** Goes before the hotkey where both are given. */
  readonly apiKey?: string | undefined;
  readonly hotkey?: RequestKey | undefined;
  readonly userId?: string | undefined;
  /** Default `sglang`. */
  readonly engine?: ChuteEngine | undefined;
  /** Official image; the engine's own unless given. */
  readonly image?: string | undefined;
  /** Program to deploy with where neither key is given: `chutes`, or its path. */
  readonly cli?: string | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  readonly nowMs?: (() => number) | undefined;
}

export const CHUTES_API_URL = "https://api.chutes.ai";
export const CHUTES_INFERENCE_URL = "https://{slug}.chutes.ai/v1";

/**
 * Images that the host takes for names with "affine": its refusal of others (chutes-api, early 2026) names that of SGLang
 * letter by letter and of vLLM only the first letters, "nightly-20260206*". Those that the templates of chutes 0.6.10
 * name themselves are older, and refused.
 */
export const OFFICIAL_IMAGES: Readonly<Record<ChuteEngine, string>> = {
  vllm: "chutes/vllm:nightly-20260206",
  sglang: "chutes/sglang:nightly-2025111902.p2",
};
export const DEFAULT_ENGINE: ChuteEngine = "sglang";
