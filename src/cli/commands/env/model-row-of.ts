import { z } from "zod";
import { AffineError, faultsOf } from "../../../core/index.ts";
import { modelRowSchema, type ModelRow } from "../../../envs/index.ts";
import { readJsonSync } from "../../../io/index.ts";
import { storedCard } from "./stored-card.ts";

/** Cards have half a megabyte at most. */
const MAX_BYTES = 16_777_216;

/**
 * The row of a file that `af env card NAME --model M` wrote, or of a card with rows.
 *
 * @throws AffineError `not_found`, `invalid_input` for another file, and for a card with no row of that model or several
 */
export function modelRowOf(file: string, model: string | undefined): ModelRow {
  const hint = "`af env card NAME --base-url URL --model M --json > FILE` writes one.";
  const read = readJsonSync(file, z.unknown(), { maxBytes: MAX_BYTES, hint });
  if (read === undefined) throw new AffineError("not_found", `There is no file ${file}.`, { hint });
  const isCard = typeof read === "object" && read !== null && "facts" in read;
  const rows = isCard ? (storedCard(file).models ?? []) : [rowOf(file, read, hint)];
  const [only, ...others] = model === undefined ? rows : rows.filter((row) => row.model === model);
  if (only !== undefined && others.length === 0) return only;
  const names = rows.map((row) => row.model).join(", ");
  const why = only === undefined ? "has no row of a model" : "has the rows of several models";
  throw new AffineError("invalid_input", `${file} ${why}${model === undefined ? "" : ` ${model}`}.`, {
    hint: names === "" ? "`af env card NAME --model M --into FILE` puts one in." : `--model chooses one of: ${names}.`,
  });
}

function rowOf(file: string, read: unknown, hint: string): ModelRow {
  const row = modelRowSchema.safeParse(read);
  if (row.success) return row.data;
  throw new AffineError("invalid_input", `${file} is no row of a model: ${faultsOf(row.error)}`, { hint });
}
