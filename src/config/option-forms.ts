import type { Zod } from "./option.ts";

export const text = (z: Zod) => z.string().trim().min(1);
export const integer = (low: number, high: number) => (z: Zod) =>
  z
    .union([z.number(), z.string().trim().regex(/^\d+$/).transform(Number)], {
      error: `Expected a whole number from ${low} to ${high}`,
    })
    .pipe(z.number().int().min(low).max(high));
export const port = integer(0, 65_535);
export const httpUrl = (z: Zod) => z.url({ protocol: /^https?$/, error: "a URL that begins with http:// or https://" });
export const endpoint = (z: Zod) =>
  z
    .string()
    .trim()
    .regex(
      /^(finney|test|local|embedded|(wss?|https?):\/\/.+)$/,
      "finney, test, local, embedded, or a ws(s):// or http(s):// URL",
    );
export const flagLike = (z: Zod) =>
  z
    .union([z.boolean(), z.enum(["1", "0", "true", "false"]).transform((word) => word === "1" || word === "true")])
    .pipe(z.boolean());
