import { kinds, need } from "../core/index.ts";

const environmentKind = kinds.shape({
  info: kinds.shape({
    name: kinds.text,
    aliases: kinds.list(kinds.text),
    version: kinds.text,
    levels: kinds.list(kinds.number),
  }),
  normalizeParams: kinds.call,
  generate: kinds.call,
  check: kinds.call,
});

/** Callers in plain JavaScript give anything. @throws AffineError `invalid_input` for what is no environment. */
export function needEnvironment(value: unknown, call: string): void {
  need(environmentKind, value, call, "what defineEnvironment returns");
}
