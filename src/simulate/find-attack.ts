import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { AffineError, errorMessage, nearest } from "../core/index.ts";
import type { Attack } from "./attack.ts";
import { ATTACKS } from "./attacks/index.ts";

/** Whether a name stands for a module of somebody's own. */
export function isAttackFile(name: string): boolean {
  return /[/\\]|\.[cm]?js$/.test(name);
}

/**
 * An attack by its name, or from a module of one's own that exports one as `attack`.
 *
 * @param name such as `sybils`, or `./my-attack.js`
 * @throws AffineError `usage` for a name that does not exist, `invalid_input` for a module that holds no attack.
 */
export async function findAttack(name: string): Promise<Attack> {
  if (isAttackFile(name)) return readAttack(name);
  const found = ATTACKS.find((attack) => attack.name === name);
  if (found !== undefined) return found;
  const names = ATTACKS.map((attack) => attack.name);
  const close = nearest(name.slice(0, 64), names);
  throw new AffineError("usage", `There is no attack "${name.slice(0, 64)}".`, {
    hint: close === undefined ? `There are: ${names.join(", ")}.` : `Did you mean ${close}?`,
    details: { names },
  });
}

async function readAttack(file: string): Promise<Attack> {
  const hint = "It needs `export const attack = { name, summary, begin(laboratory) { … } }`; see docs/simulate.md.";
  let module: { readonly attack?: unknown };
  try {
    module = (await import(pathToFileURL(resolve(file)).href)) as { readonly attack?: unknown };
  } catch (cause) {
    throw new AffineError("invalid_input", `The attack ${file} cannot be loaded: ${errorMessage(cause)}`, {
      hint,
      cause,
    });
  }
  if (!isAttack(module.attack))
    throw new AffineError("invalid_input", `The module ${file} exports no attack.`, { hint });
  return module.attack;
}

function isAttack(value: unknown): value is Attack {
  if (typeof value !== "object" || value === null) return false;
  const { name, summary, begin } = value as Record<string, unknown>;
  return typeof name === "string" && typeof summary === "string" && typeof begin === "function";
}
