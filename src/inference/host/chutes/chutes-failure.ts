import type { AffineError } from "../../../core/index.ts";
import { serverMessageOf } from "../../reported-error.ts";
import { retryAfterMs } from "../../../io/index.ts";
import { hostFailure } from "../host-failure.ts";
import type { HostResponse } from "../host-request.ts";
import type { ChutesSettings } from "./chutes-settings.ts";

const BALANCE_HINT = "Top up the account on chutes.ai (card, or TAO to its payment address), then run this again.";

/** What a refusal of the management API means, and what to do about it. */
export function chutesFailure(
  response: Pick<HostResponse, "status" | "headers" | "text">,
  context: { readonly host: string; readonly what: string; readonly settings: ChutesSettings },
): AffineError {
  const { status } = response;
  const said = wordsOf(response.text);
  const common = { said, secret: context.settings.apiKey, details: { status } };
  const what = `refused to ${context.what} (${status})`;
  if (status === 401) {
    const anonymous = context.settings.apiKey === undefined && context.settings.hotkey === undefined;
    return hostFailure(anonymous ? "credentials_missing" : "credentials_invalid", context.host, what, {
      ...common,
      hint: anonymous
        ? "Set CHUTES_API_KEY in .env (chutes.ai, then API keys), or use the registered hotkey."
        : "The key or signature is not accepted: make a new key on chutes.ai, and check this machine's clock.",
    });
  }
  if (status === 402) return paymentFailure(context.host, what, said, common);
  if (status === 403) {
    return hostFailure("inference_rejected", context.host, what, {
      ...common,
      problem: "permission",
      hint: permissionHint(said),
    });
  }
  if (status === 404) {
    return hostFailure("not_found", context.host, what, {
      ...common,
      hint: "No such chute for this account: deploy it first, or check CHUTE_USER and the name.",
    });
  }
  if (status === 429) {
    const waitMs = retryAfterMs(response.headers["retry-after"], Date.now());
    return hostFailure("inference_unavailable", context.host, what, {
      ...common,
      problem: "rate_limit",
      details: { status, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) },
      hint: "Too many requests or deployments from this account: wait a few minutes.",
    });
  }
  if (status >= 500 || status === 408) {
    const waitMs = retryAfterMs(response.headers["retry-after"], Date.now());
    return hostFailure("inference_unavailable", context.host, `could not ${context.what} (${status})`, {
      ...common,
      problem: status === 503 ? "cold" : "server",
      details: { status, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) },
      hint:
        status === 503
          ? "No instance is up: warm the chute up, or wait until the host has free GPUs."
          : "The host has trouble of its own: try again later.",
    });
  }
  return hostFailure("inference_rejected", context.host, what, {
    ...common,
    problem: "plan",
    hint: planHint(status, said),
  });
}

/** A fee is asked for once and paid by consent; a balance that is too small is another matter. */
export function paymentFailure(
  host: string,
  what: string,
  said: string,
  common: { readonly said?: string; readonly secret?: string | undefined; readonly details?: Record<string, unknown> },
): AffineError {
  const fee = /deployment fee notice|accept-fee/i.test(said);
  const sum = /\$\s?(\d+(?:\.\d+)?)/.exec(said)?.[1];
  return hostFailure("inference_rejected", host, what, {
    ...common,
    problem: fee ? "fee" : "balance",
    details: { ...common.details, ...(sum === undefined ? {} : { sumUsd: sum }) },
    hint: fee ? "A first deployment costs three hours of its GPUs: run this again with --accept-fee." : BALANCE_HINT,
  });
}

/** Words of the host decide which of its permissions is meant. */
export function permissionHint(said: string): string {
  if (/\*\/affine|named/i.test(said)) return "Name the model OWNER/affine-…: miners may deploy no other name.";
  if (/immutable/i.test(said)) {
    return "A chute of this name is there and may not be changed: delete it on chutes.ai, or push to another repository.";
  }
  if (/registered/i.test(said)) {
    return "The account's hotkey must be registered on the subnet: register it, then wait until the host has seen it.";
  }
  if (/developer|dev\b/i.test(said)) {
    return "Deploying takes a developer account on Chutes: make the deposit it asks for, or deploy with the registered hotkey.";
  }
  return "This account may not do that. Deploying takes a developer account, or a hotkey registered on the subnet.";
}

function planHint(status: number, said: string): string {
  if (status < 400) return "Redirects are not followed, so that the key goes nowhere else: give the final address.";
  if (/node_selector|vram|gpu/i.test(said)) return "Ask for more GPUs or more memory on each (--gpus, --vram).";
  if (/image/i.test(said))
    return "Name an image that it takes with CHUTES_IMAGE, such as chutes/sglang:…, and its engine with CHUTES_ENGINE.";
  if (/gated|config/i.test(said)) return "The host reads the model's config.json: publish the repository first.";
  return "The host refuses the deployment as it is described; asking again changes nothing.";
}

/** The text of an error body: `{"detail": …}`, where detail may be a list of what was wrong with the request. */
function wordsOf(body: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return body.trimStart().startsWith("<") ? "" : body;
  }
  const detail = typeof parsed === "object" && parsed !== null && "detail" in parsed ? parsed.detail : undefined;
  if (!Array.isArray(detail)) return serverMessageOf(parsed);
  return detail
    .slice(0, 5)
    .map((entry: unknown) => validationWords(entry))
    .join("; ");
}

function validationWords(entry: unknown): string {
  if (typeof entry !== "object" || entry === null) return String(entry);
  const { loc, msg } = entry as { loc?: unknown; msg?: unknown };
  const where = Array.isArray(loc) ? loc.map(String).join(".") : "";
  return `${where} ${typeof msg === "string" ? msg : ""}`.trim();
}
