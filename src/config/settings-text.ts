import { AffineError, errorMessage } from "../core/index.ts";
import { readRegularFileSync } from "../io/index.ts";

/** Far more than all options together. */
const MOST_BYTES = 1_048_576;

/** Text of a settings file, which may be mounted by a symbolic link; `undefined` without one. @throws `config_invalid` */
export function readSettingsText(file: string): string | undefined {
  try {
    return readRegularFileSync(file, { maxBytes: MOST_BYTES, followLink: true })?.toString("utf8");
  } catch (cause) {
    throw new AffineError("config_invalid", errorMessage(cause), {
      hint: "Make it a readable file, or remove it.",
      cause,
    });
  }
}
