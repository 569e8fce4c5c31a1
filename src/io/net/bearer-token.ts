import { createHash, timingSafeEqual } from "node:crypto";
import { AffineError, errorMessage } from "../../core/index.ts";
import { readRegularFile } from "../files/read-regular-file.ts";

/** Fewest characters of a token: 32 hexadecimal digits are 128 bits. */
const LEAST_CHARACTERS = 32;

const MOST_BYTES = 65_536;

/**
 * The token in a file.
 *
 * @param whose for messages, such as `The signer's token`.
 * @throws AffineError `credentials_missing` or `credentials_invalid`; the token is in no message.
 */
export async function readToken(path: string, whose: string): Promise<string> {
  let text: string;
  try {
    const bytes = await readRegularFile(path, { maxBytes: MOST_BYTES, followLink: true });
    if (bytes === undefined) throw new Error("it is not there");
    text = bytes.toString("utf8");
  } catch (cause) {
    throw new AffineError("credentials_missing", `${whose} ${path} cannot be read: ${errorMessage(cause)}`, {
      hint: "Make one with `openssl rand -hex 32 > FILE`, readable for those only who are to know it.",
      cause,
    });
  }
  const token = text.trim();
  if (isToken(token)) return token;
  throw new AffineError("credentials_invalid", `${whose} ${path} is no token.`, {
    hint: `It is one line of at least ${LEAST_CHARACTERS} visible ASCII characters: openssl rand -hex 32.`,
  });
}

/** Whether a text is long and plain enough to be a token. */
export function isToken(text: string): boolean {
  return text.length >= LEAST_CHARACTERS && /^[\x21-\x7e]+$/.test(text);
}

/** Whether an Authorization header carries the token; takes as long for a wrong one as for the right one. */
export function carriesToken(authorization: string | undefined, token: string): boolean {
  // The scheme's name counts in any case (RFC 9110, section 11.1), the token does not.
  return sameSecret((authorization ?? "").replace(/^bearer +/i, "Bearer "), `Bearer ${token}`);
}

/** Whether two texts are equal; takes as long when they are not. */
export function sameSecret(told: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(told), digest(secret));
}
