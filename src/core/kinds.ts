import { z } from "zod";

/** Any function; what it takes and returns shows when it is called. */
const call = z.custom<(...given: never[]) => unknown>((found) => typeof found === "function", "expected a function");

/**
 * Schemas of arguments, made once: to make one takes longer than to look at most arguments, so those of several parts are
 * constants of their modules. See {@link need}.
 */
export const kinds = {
  text: z.string(),
  number: z.number(),
  whole: z.int(),
  /** A whole number of any size, as a bigint or in decimal digits. */
  digits: z.union([z.bigint(), z.string().regex(/^-?\d+$/)], "expected a bigint or decimal digits"),
  flag: z.boolean(),
  call,
  bytes: z.instanceof(Uint8Array),
  object: z.object({}),
  /** A list, or what else can be gone through. */
  iterable: z.custom<Iterable<unknown>>(
    (found) => typeof found === "object" && found !== null && Symbol.iterator in found,
    "expected a list",
  ),
  map: z.instanceof(Map),
} as const;
