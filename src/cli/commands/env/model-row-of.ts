import { z } from "zod";
import { AffineError, faultsOf } from "../../../core/index.ts";
import { modelRowSchema, type ModelRow } from "../../../envs/index.ts";
import { readJsonSync } from "../../../io/index.ts";
import { storedCard } from "./stored-card.ts";

/** Cards have half a megabyte at most. */
const MAX_BYTES = 16_777_216;

/**
 * The row of a file that `af env card NAME --model M` wrote, or of a card with rows; `undefined` for a card that has none
 * of that model.
 *
 * @throws AffineError `not_found`, `invalid_input` for another file, and for a card with rows of several models
 */
export function modelRowOf(file: string, model: string | undefined): ModelRow | undefined {
  const hint = "`af env card NAME --base-url URL --model M --json > FILE` writes one.";
  const read = readJsonSync(file, z.unknown(), { maxBytes: MAX_BYTES, hint, given: true });
  if (read === undefined) throw new AffineError("not_found", `There is no file ${file}.`, { hint });
  const isCard = typeof read === "object" && read !== null && "facts" in read;
  const rows = isCard ? (storedCard(file).models ?? []) : [rowOf(file, read, hint)];
  const [only, ...others] = model === undefined ? rows : rows.filter((row) => row.model === model);
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) return undefined;
  const names = rows.map((row) => row.model).join(", ");
  throw new AffineError("invalid_input", `${file} has the rows of several models.`, {
    hint: `--model chooses one of: ${names}.`,
  });
}

function rowOf(file: string, read: unknown, hint: string): ModelRow {
  const row = modelRowSchema.safeParse(read);
  if (row.success) return row.data;
  throw new AffineError("invalid_input", `${file} is no row of a model: ${faultsOf(row.error, read)}`, { hint });
}
