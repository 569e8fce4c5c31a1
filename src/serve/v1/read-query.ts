import type { z } from "zod";
import { AffineError, faultsOf } from "../../core/index.ts";

/** What names may be given, so that an error can say it. */
type QuerySchema<Shape extends z.ZodRawShape> = z.ZodObject<Shape, z.core.$strict>;

/**
 * The query of an address, checked.
 *
 * @throws AffineError `invalid_input` naming what is wrong and what is allowed
 */
export function readQuery<Shape extends z.ZodRawShape>(
  url: string,
  schema: QuerySchema<Shape>,
): z.infer<QuerySchema<Shape>> {
  const given: Record<string, string | string[]> = {};
  for (const [name, value] of new URL(url).searchParams) {
    const known = given[name];
    given[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const names = Object.keys(schema.shape);
  throw new AffineError("invalid_input", `The query is not understood: ${faultsOf(read.error, given)}`, {
    hint: names.length === 0 ? "This address takes no query." : `It takes ${names.join(", ")}, each once.`,
  });
}
