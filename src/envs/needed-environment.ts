import { z } from "zod";
import { kinds, need } from "../core/index.ts";

const environmentSchema = z.object({
  info: z.object({
    name: kinds.text,
    aliases: z.array(kinds.text),
    version: kinds.text,
    levels: z.array(kinds.number),
  }),
  normalizeParams: kinds.call,
  generate: kinds.call,
  check: kinds.call,
});

/** Callers in plain JavaScript give anything. @throws AffineError `invalid_input` for what is no environment. */
export function needEnvironment(value: unknown, call: string): void {
  need(environmentSchema, value, call, "what defineEnvironment returns");
}
