import { AffineError } from "../../core/index.ts";
import { DEFAULT_RETRY, type HubRetry } from "./retry.ts";
import { Slots } from "../slots.ts";

export interface HuggingFaceOptions {
  /** Address of the hub (`HF_ENDPOINT`). */
  readonly endpoint: string;
  /** `hf_…` (`HF_TOKEN`); without it one sees public, ungated repositories only. */
  readonly token?: string;
  /** Which of its repositories: they have addresses of their own. Default `model`. */
  readonly kind?: "model" | "dataset";
  /** Files, or parts of one, that are sent at the same time. Default 4. */
  readonly concurrency?: number;
  readonly retry?: Partial<HubRetry>;
  /** A connection on which nothing has passed for so long is given up. Default three minutes. */
  readonly stallMs?: number;
}

/** How to talk to one hub as one account. */
export interface HubAccess {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly token: string | undefined;
  readonly kind: "model" | "dataset";
  readonly uploads: Slots;
  readonly retry: HubRetry;
  readonly stallMs: number;
}

/** @throws AffineError `credentials_invalid` for a token that cannot be one, `config_invalid` for a bad address */
export function hubAccess(options: HuggingFaceOptions): HubAccess {
  if (!URL.canParse(options.endpoint) || !/^https?:$/.test(new URL(options.endpoint).protocol)) {
    throw new AffineError("config_invalid", `${JSON.stringify(options.endpoint)} is no address of a model hub.`, {
      hint: "Set HF_ENDPOINT to an http:// or https:// address, or leave it unset for Hugging Face.",
    });
  }
  if (options.token !== undefined && !/^hf_[\x21-\x7e]+$/.test(options.token)) {
    throw new AffineError("credentials_invalid", "HF_TOKEN is not a Hugging Face token: those begin with hf_.", {
      hint: "Make one under Settings, Access Tokens on Hugging Face, and set HF_TOKEN in .env.",
    });
  }
  return {
    endpoint: options.endpoint.replace(/\/+$/, ""),
    token: options.token,
    kind: options.kind ?? "model",
    uploads: new Slots(options.concurrency ?? 4),
    retry: { ...DEFAULT_RETRY, ...options.retry },
    stallMs: options.stallMs ?? 180_000,
  };
}
