import { expandHome } from "./home-path.ts";
import type { Zod } from "./option.ts";

export const text = (z: Zod) => z.string().trim().min(1);
/** What a shell or compose would have put a value for, and nobody has. */
const VARIABLE = /\$(?:\{|[A-Za-z_])/;
const NO_VARIABLES = "a path in full: variables such as $HOME are not filled in here (~/… is your home folder)";

/** A path; a leading `~/` is the user's home folder. */
export const path = (z: Zod) =>
  text(z).transform((given, context) => {
    if (VARIABLE.test(given)) {
      context.addIssue({ code: "custom", message: NO_VARIABLES });
      return z.NEVER;
    }
    const expanded = expandHome(given);
    if (expanded !== undefined) return expanded;
    context.addIssue({ code: "custom", message: "a path (~ alone or ~/… is your home folder; ~name is not read)" });
    return z.NEVER;
  });
/** Where a signer is: an address, or `unix:` and a path. */
export const signerPlace = (z: Zod) =>
  text(z).transform((given, context) => {
    if (given.startsWith("unix:") && VARIABLE.test(given)) {
      context.addIssue({ code: "custom", message: NO_VARIABLES });
      return z.NEVER;
    }
    if (!given.startsWith("unix:~")) return given;
    const expanded = expandHome(given.slice("unix:".length));
    if (expanded !== undefined) return `unix:${expanded}`;
    context.addIssue({ code: "custom", message: "unix:PATH (~/… is your home folder; ~name is not read)" });
    return z.NEVER;
  });
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
/** Whom to believe about the chain: its endpoint, or proofs with a count of endpoints that must agree. */
export const trust = (z: Zod) =>
  z
    .string()
    .trim()
    .regex(/^(endpoint|proofs(:([1-9]|1[0-6]))?)$/, "endpoint, proofs, or proofs:COUNT with a count from 1 to 16");
export const flagLike = (z: Zod) =>
  z
    .union([z.boolean(), z.enum(["1", "0", "true", "false"]).transform((word) => word === "1" || word === "true")])
    .pipe(z.boolean());
/** Names of environments, separated by commas, each perhaps with its level: `SAT,HUNT@4`. */
export const environmentNames = (z: Zod) =>
  z
    .union([z.array(z.string()), z.string().transform((given) => given.split(","))])
    .transform((names) => names.map((name) => name.trim()))
    .pipe(
      z
        .array(
          z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}(@[1-9]\d{0,3})?$/, "NAME or NAME@LEVEL, such as SAT,HUNT@4"),
        )
        .min(1)
        .max(32),
    );
