import { AffineError } from "../../core/index.ts";
import { carriesToken, sameSecret } from "../../io/index.ts";

/** Headers of a request that say who asks. */
export interface TokenHeaders {
  readonly authorization?: string | undefined;
  readonly "x-api-key"?: string | string[] | undefined;
}

/**
 * Lets a request in that carries the token: `Authorization: Bearer …`, or `X-API-Key`, which clients of ORS send.
 *
 * @throws AffineError `credentials_invalid` for any other, where a token is wanted.
 */
export function checkToken(headers: TokenHeaders, token: string | undefined): void {
  if (token === undefined || carriesToken(headers.authorization, token)) return;
  const key = headers["x-api-key"];
  if (typeof key === "string" && sameSecret(key, token)) return;
  throw new AffineError("credentials_invalid", "The request carries no token, or a wrong one.", {
    hint: "Send it as `Authorization: Bearer TOKEN`; whoever started the server has it (AFFINE_SERVE_TOKEN_FILE).",
  });
}
