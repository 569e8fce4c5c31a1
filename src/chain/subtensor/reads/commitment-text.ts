import { logger } from "../../../telemetry/index.ts";
import { decodeSealedText } from "../../timelock/payload.ts";

/**
 * The text of a revealed commitment. Its bytes are a SCALE string: a compact length that equals the rest, then UTF-8.
 * Where the length is another, the bytes are taken as raw UTF-8 (some clients seal the text itself), and where they are
 * no UTF-8 the text carries U+FFFD: whoever reads it then says what is wrong, instead of a commitment that vanishes.
 */
export function revealedText(bytes: Uint8Array, hotkey: string): string {
  const decoded = decodeSealedText(bytes);
  if (decoded?.lengthFits !== true) {
    logger("chain").debug({ hotkey, bytes: bytes.length }, "a revealed commitment without its length, or no UTF-8");
  }
  return decoded?.text ?? Buffer.from(bytes).toString("utf8");
}
