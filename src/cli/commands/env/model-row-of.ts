import { z } from "zod";
import { AffineError } from "../../../core/index.ts";
import { cardSchema, modelRowSchema, type ModelRow } from "../../../envs/index.ts";
import { readJsonSync } from "../../../io/index.ts";

/** Cards have half a megabyte at most. */
const MAX_BYTES = 16_777_216;

/**
 * The row of a file that `af env card NAME --model M` wrote, or of a card with rows.
 *
 * @throws AffineError `not_found`, `invalid_input` for another file, and for a card with no row of that model or several
 */
export function modelRowOf(file: string, model: string | undefined): ModelRow {
  const hint = "`af env card NAME --base-url URL --model M --json > FILE` writes one.";
  const read = readJsonSync(file, z.union([modelRowSchema, cardSchema]), { maxBytes: MAX_BYTES, hint });
  if (read === undefined) throw new AffineError("not_found", `There is no file ${file}.`, { hint });
  const rows = "facts" in read ? (read.models ?? []) : [read];
  const [only, ...others] = model === undefined ? rows : rows.filter((row) => row.model === model);
  if (only !== undefined && others.length === 0) return only;
  const names = rows.map((row) => row.model).join(", ");
  const why = only === undefined ? "has no row of a model" : "has the rows of several models";
  throw new AffineError("invalid_input", `${file} ${why}${model === undefined ? "" : ` ${model}`}.`, {
    hint: names === "" ? "`af env card NAME --model M --into FILE` puts one in." : `--model chooses one of: ${names}.`,
  });
}
