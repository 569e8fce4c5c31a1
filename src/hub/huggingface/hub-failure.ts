import { AffineError, type AffineErrorOptions, type ErrorCode } from "../../core/index.ts";
import { printable } from "../../io/index.ts";

/** What was asked of the hub, for its refusals. */
export interface Asked {
  /** Address of the hub. */
  readonly endpoint: string;
  readonly hasToken: boolean;
  /** The repository in question, where there is one. */
  readonly repo?: string | undefined;
  /** The request went to the hub itself, not to the storage behind it. */
  readonly toHub: boolean;
}

/** A refusal as the hub worded it. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** Body, as far as it was read. */
  readonly body: string;
}

/**
 * What a refusal means. Statuses, `X-Error-Code` and `X-Error-Message` as the hub's own clients read them
 * (huggingface_hub, `hf_raise_for_status`): a repository that is private or does not exist is 401 without a token and
 * 404 with one, so that strangers cannot tell them apart.
 */
export function failureOf(refusal: Refusal, asked: Asked): AffineError {
  const { status, headers } = refusal;
  const code = headers.get("x-error-code") ?? "";
  const said = wordsOf(refusal);
  const what = asked.repo ?? asked.endpoint;
  const make = (kind: ErrorCode, message: string, options: AffineErrorOptions = {}): AffineError =>
    new AffineError(kind, message, { ...options, details: { status, errorCode: code, ...options.details } });

  if (status === 429 || status === 408 || status === 425 || (status >= 500 && status !== 507)) {
    const retryAfterMs = waitOf(headers);
    const wait = retryAfterMs === undefined ? {} : { details: { retryAfterMs } };
    const words = status === 429 ? "asks for fewer requests (429)" : `has a fault of its own (${status}${said})`;
    return make("hub_transport", `The model hub ${words}: ${what}.`, { ...wait, hint: "Try again later." });
  }
  // A signed address of the storage has run out; the hub gives a new one for the asking.
  if (!asked.toHub && status === 403) {
    return make("hub_transport", `The hub's storage refused a part (403${said}).`, {
      retryable: false,
      details: { renew: true },
    });
  }
  if (code === "GatedRepo") return gated(make, asked, what, said);
  if (status === 401) return unauthorised(make, asked, what, said, code);
  if (status === 404 || /^(Repo|Revision|Entry)NotFound$/.test(code)) return notFound(make, asked, what, said, code);
  if (/storage limit|storage space|quota|exceeded your/i.test(said)) {
    return make("hub_rejected", `The account has no room for ${what}${said}.`, {
      hint: "Delete old private repositories, or buy more private storage: a model must stay private until its commitment is revealed.",
      details: { reason: "quota" },
    });
  }
  if (status === 403) {
    return make("hub_rejected", `The model hub does not permit it for ${what}${said}.`, {
      hint: "The token needs write access to this owner's repositories, and the name must be yours.",
      details: { reason: "permission" },
    });
  }
  return make("hub_rejected", `The model hub refused (${status}) for ${what}${said}.`);
}

type Make = (kind: ErrorCode, message: string, options?: AffineErrorOptions) => AffineError;

function gated(make: Make, asked: Asked, what: string, said: string): AffineError {
  const options = { details: { reason: "gated" } };
  if (!asked.hasToken) {
    return make("credentials_missing", `${what} is gated, and no token was given${said}.`, {
      ...options,
      hint: "Set HF_TOKEN in .env to the token of an account that has been granted access.",
    });
  }
  return make("hub_rejected", `${what} is gated, and this account has not been granted access${said}.`, {
    ...options,
    hint: `Ask for access at ${asked.endpoint}/${what}, then try again.`,
  });
}

function unauthorised(make: Make, asked: Asked, what: string, said: string, code: string): AffineError {
  if (!asked.hasToken) {
    return make("credentials_missing", `${what} does not exist, or is private and no token was given${said}.`, {
      hint: "Check the name. For a private repository set HF_TOKEN in .env.",
    });
  }
  if (code === "RepoNotFound") return notFound(make, asked, what, said, code);
  return make("credentials_invalid", `The model hub does not accept the token${said}.`, {
    hint: "HF_TOKEN may have been revoked or have run out: make a new one under Settings, Access Tokens.",
  });
}

function notFound(make: Make, asked: Asked, what: string, said: string, code: string): AffineError {
  if (code === "RevisionNotFound") return make("not_found", `${what} has no such revision${said}.`);
  if (code === "EntryNotFound") return make("not_found", `${what} has no such file${said}.`);
  return make("not_found", `${what} was not found${said}.`, {
    hint: asked.hasToken
      ? "It does not exist, or is private and this token's account may not see it."
      : "Check the name. For a private repository set HF_TOKEN in .env.",
  });
}

function wordsOf({ headers, body }: Refusal): string {
  const text = headers.get("x-error-message") ?? errorField(body) ?? "";
  return text === "" ? "" : `: ${printable(text, 240).replace(/[.\s]+$/, "")}`;
}

function errorField(body: string): string | undefined {
  try {
    const value = JSON.parse(body) as { error?: unknown; message?: unknown } | null;
    const text = value?.error ?? value?.message;
    return typeof text === "string" ? text : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Pause that the hub asks for: `Retry-After` in seconds or as a date, else the reset time of `RateLimit`. */
function waitOf(headers: Headers): number | undefined {
  const after = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,6}(\.\d+)?$/.test(after)) return Number(after) * 1_000;
  const date = /[A-Za-z]/.test(after) ? Date.parse(after) : Number.NaN;
  if (!Number.isNaN(date)) return Math.max(0, date - Date.now());
  // IETF draft-ietf-httpapi-ratelimit-headers-09: `"api";r=0;t=55`.
  const reset = /;\s*t\s*=\s*(\d{1,6})/.exec(headers.get("ratelimit") ?? "")?.[1];
  return reset === undefined ? undefined : Number(reset) * 1_000;
}
