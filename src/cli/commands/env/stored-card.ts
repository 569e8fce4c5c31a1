import { readFileSync } from "node:fs";
import { z } from "zod";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { cardSchema, type Card } from "../../../envs/index.ts";

/** A card that `af env card NAME --json` wrote. @throws AffineError `not_found`, `invalid_input`. */
export function storedCard(file: string): Card {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new AffineError("not_found", `${file} cannot be read: ${errorMessage(cause)}`, {
      hint: "`af env card NAME --json > FILE` writes a card.",
      cause,
    });
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw noCard(file, errorMessage(cause));
  }
  const read = cardSchema.safeParse(data);
  if (read.success) return read.data;
  throw noCard(file, z.prettifyError(read.error));
}

function noCard(file: string, why: string): AffineError {
  return new AffineError("invalid_input", `${file} is no card: ${why}`, {
    hint: "`af env card NAME --json > FILE` writes one.",
  });
}
