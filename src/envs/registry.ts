import { AffineError, needText } from "../core/index.ts";
import { nearest } from "../core/nearest.ts";
import { abdEnvironment } from "./abd/abd.ts";
import { dedEnvironment } from "./ded/ded.ts";
import type { Environment } from "./environment.ts";
import { huntEnvironment } from "./hunt/hunt.ts";
import { induceEnvironment } from "./induce/induce.ts";
import { needEnvironment } from "./needed-environment.ts";
import { optEnvironment } from "./opt/opt.ts";
import { planEnvironment } from "./plan/plan.ts";
import { proveEnvironment } from "./prove/prove.ts";
import { repairEnvironment } from "./repair/repair.ts";
import { satEnvironment } from "./sat/sat.ts";
import { trackEnvironment } from "./track/track.ts";

// Here and not by calls elsewhere: importing a module of this package has no effects, so that bundlers may drop it.
const BUILT_IN = [
  satEnvironment,
  abdEnvironment,
  dedEnvironment,
  induceEnvironment,
  huntEnvironment,
  trackEnvironment,
  planEnvironment,
  proveEnvironment,
  optEnvironment,
  repairEnvironment,
] as readonly Environment[];
const registered = new Map(BUILT_IN.map((environment) => [environment.info.name, environment]));
const byWord = new Map(BUILT_IN.flatMap((environment) => wordsOf(environment).map((word) => [word, environment])));

/**
 * Makes an environment known by its name and aliases to `environment()`, the command line and challenge ids.
 * Registering the same object again changes nothing.
 *
 * @throws AffineError `invalid_input` when a name is taken by another environment.
 */
export function registerEnvironment<Secret>(added: Environment<Secret>): void {
  // Secrets go back only to the environment that made them, so its type may be forgotten here.
  const environment = added as Environment;
  needEnvironment(environment, "registerEnvironment");
  const words = wordsOf(environment);
  for (const word of words) {
    const holder = byWord.get(word);
    if (holder !== undefined && holder !== environment) {
      throw new AffineError("invalid_input", `The environment name ${word} is taken by ${holder.info.name}.`, {
        hint: "Give the new environment another name or alias.",
      });
    }
  }
  registered.set(environment.info.name, environment);
  for (const word of words) byWord.set(word, environment);
}

/**
 * The environment of a name or alias, in any case.
 *
 * @throws AffineError `environment_unknown`, with the nearest name.
 * @example environment("deduction").info.name; // "DED"
 */
export function environment(name: string): Environment {
  needText(name, "environment", 'a name, such as "SAT"');
  const found = byWord.get(name.toUpperCase());
  if (found !== undefined) return found;
  // A name out of a forged id may be long; only its head is compared and shown.
  const head = name.slice(0, 64);
  const near = nearest(head, [...byWord.keys()]);
  const known = [...registered.keys()].sort().join(", ");
  throw new AffineError("environment_unknown", `There is no environment named ${JSON.stringify(head)}.`, {
    hint: near === undefined ? `Known: ${known}.` : `Did you mean ${near}? Known: ${known}.`,
  });
}

function wordsOf({ info }: Environment): readonly string[] {
  return [info.name, ...info.aliases].map((word) => word.toUpperCase());
}

/** All registered environments, in the order of their names. */
export function environments(): readonly Environment[] {
  return [...registered.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
