import { AffineError, errorMessage, faultsOf } from "../../../core/index.ts";
import { cardSchema, type Card } from "../../../envs/index.ts";
import { readRegularFileSync } from "../../../io/index.ts";

const MOST_CARD_BYTES = 16 << 20;

/** A card that `af env card NAME --json` wrote. @throws AffineError `not_found`, `invalid_input`. */
export function storedCard(file: string): Card {
  let bytes: Buffer | undefined;
  try {
    bytes = readRegularFileSync(file, { maxBytes: MOST_CARD_BYTES, followLink: true });
  } catch (cause) {
    throw unreadable(errorMessage(cause), cause);
  }
  if (bytes === undefined) throw unreadable(`There is no ${file}.`);
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw noCard(file, `it is not JSON: ${errorMessage(cause).replace(/\s+/g, " ")}`);
  }
  const read = cardSchema.safeParse(data);
  if (read.success) return read.data;
  throw noCard(file, faultsOf(read.error, data));
}

function unreadable(what: string, cause?: unknown): AffineError {
  return new AffineError("not_found", what, { hint: "`af env card NAME --json > FILE` writes a card.", cause });
}

function noCard(file: string, why: string): AffineError {
  return new AffineError("invalid_input", `${file} is no card: ${why}`, {
    hint: "`af env card NAME --json > FILE` writes one.",
  });
}
