import { AffineError } from "../core/index.ts";

/** Where the requests of one base URL go. */
export interface Endpoint {
  /** Scheme, host and port: one connection pool each. */
  readonly origin: string;
  /** Path and query of the chat completions. */
  readonly path: string;
  /** Host and port, for messages. */
  readonly host: string;
}

/**
 * Finds the chat completions below a base URL: a path that names an API version (`/v1`, `/openai/v2`) gets
 * `/chat/completions`, any other `/v1/chat/completions`; a full path stays as it is.
 *
 * @throws AffineError `config_invalid` unless it is an http or https URL without user name and password.
 */
export function chatEndpoint(baseUrl: string): Endpoint {
  const url = URL.canParse(baseUrl.trim()) ? new URL(baseUrl.trim()) : null;
  if (url === null) throw badUrl("is not a URL");
  if (url.protocol !== "http:" && url.protocol !== "https:") throw badUrl(`has the scheme ${url.protocol} instead`);
  if (url.username !== "" || url.password !== "") throw badUrl("carries a user name or password");
  const base = url.pathname.replace(/\/+$/, "");
  return { origin: url.origin, path: completionsPath(base) + url.search, host: url.host };
}

function completionsPath(base: string): string {
  if (base.endsWith("/chat/completions")) return base;
  return /\/v\d+[a-z0-9]*(\/|$)/.test(base) ? `${base}/chat/completions` : `${base}/v1/chat/completions`;
}

/** The URL itself stays out of the message: it may hold a secret. */
function badUrl(what: string): AffineError {
  return new AffineError("config_invalid", `The base URL of the inference host ${what}.`, {
    hint: "Give it as http://host:port/v1 or https://host/v1, and the key apart from it.",
  });
}
