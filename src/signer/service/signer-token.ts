import { createHash, timingSafeEqual } from "node:crypto";
import { AffineError, errorMessage } from "../../core/index.ts";
import { readRegularFile } from "../../io/index.ts";

/** Fewest characters of a token: 32 hexadecimal digits are 128 bits. */
const LEAST_CHARACTERS = 32;

const MOST_BYTES = 65_536;

/** @throws AffineError `credentials_missing` or `credentials_invalid`; the token is in no message. */
export async function readToken(path: string): Promise<string> {
  let text: string;
  try {
    const bytes = await readRegularFile(path, { maxBytes: MOST_BYTES, followLink: true });
    if (bytes === undefined) throw new Error("it is not there");
    text = bytes.toString("utf8");
  } catch (cause) {
    throw new AffineError("credentials_missing", `The signer's token ${path} cannot be read: ${errorMessage(cause)}`, {
      hint: "Make one with `openssl rand -hex 32 > signer.token`, readable for validator and signer only.",
      cause,
    });
  }
  const token = text.trim();
  if (token.length >= LEAST_CHARACTERS && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new AffineError("credentials_invalid", `The signer's token ${path} is no token.`, {
    hint: `It is one line of at least ${LEAST_CHARACTERS} visible ASCII characters: openssl rand -hex 32.`,
  });
}

/** Whether an Authorization header carries the token; takes as long for a wrong one as for the right one. */
export function carriesToken(authorization: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(authorization ?? ""), digest(`Bearer ${token}`));
}
