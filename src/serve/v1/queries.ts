import { z } from "zod";
import { EVENT_KINDS } from "../../arena/index.ts";

/** A whole number in a query, as its shortest decimal text. */
function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^(0|[1-9][0-9]{0,14})$/, "a whole number")
    .transform(Number)
    .pipe(z.int().min(least).max(most));
}

const before = wholeNumber(0, Number.MAX_SAFE_INTEGER).exactOptional();

/** Queries of the API, by address; another name or a repeated one is refused. */
export const QUERIES = {
  none: z.strictObject({}),
  history: z.strictObject({
    before,
    limit: wholeNumber(1, 500).exactOptional(),
    kind: z.enum(EVENT_KINDS).exactOptional(),
  }),
  rounds: z.strictObject({ before, limit: wholeNumber(1, 50).exactOptional() }),
  series: z.strictObject({ from: before, limit: wholeNumber(1, 2048).exactOptional() }),
};
