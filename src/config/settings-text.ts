import { AffineError, errorMessage } from "../core/index.ts";
import { readRegularFileSync } from "../io/index.ts";

/** Far more than all options together. */
const MOST_BYTES = 1_048_576;

/** Text of a settings file, which may be mounted by a symbolic link; `undefined` without one. @throws `config_invalid` */
export function readSettingsText(file: string): string | undefined {
  try {
    const text = readRegularFileSync(file, { maxBytes: MOST_BYTES, followLink: true })?.toString("utf8");
    // UTF-16 has a zero in every other byte of a Latin text.
    if (text?.includes("\0") === true) throw new Error(`${file} is no UTF-8 text: save it as UTF-8.`);
    // Editors on Windows put a byte order mark before the first name.
    return text?.replace(/^\ufeff/, "");
  } catch (cause) {
    throw new AffineError("config_invalid", errorMessage(cause), {
      hint: "Make it a readable file, or remove it.",
      cause,
    });
  }
}
