import { AffineError } from "../core/index.ts";

/**
 * The base URL an endpoint stands for: http or https, no credentials, query or fragment, ending in `/v1`.
 *
 * @throws AffineError `invalid_input` with what is wrong.
 */
export function endpointBaseUrl(endpoint: string): string {
  if (!URL.canParse(endpoint)) throw refuse("is not a URL");
  const url = new URL(endpoint);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw refuse("must begin with http:// or https://");
  if (url.username !== "" || url.password !== "") throw refuse("must not carry a user name or password");
  if (url.search !== "" || url.hash !== "") throw refuse("must not carry a query or fragment");
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path.endsWith("/v1") ? path : `${path}/v1`}`;
}

function refuse(what: string): AffineError {
  return new AffineError("invalid_input", `the endpoint ${what}`, {
    hint: "Commit the base URL of an OpenAI-compatible server, such as https://host.example/v1.",
  });
}
