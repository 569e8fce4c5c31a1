import { AffineError, nearest } from "../core/index.ts";
import { OPTIONS } from "./options.ts";

/** Names that nobody but this project gives: one that is not known is a slip. */
const OURS = ["AFFINE_", "SUBTENSOR_", "BT_WALLET_", "SIGNER_"] as const;
/** Read by compose, by `af env dev` in its rounds, by the Python package, by tests and by benchmarks. */
const ELSEWHERE =
  /^AFFINE_(IMAGE|MEMORY|RUNNER_MEMORY|ENV_DEV_PROCESS|AF|TOKEN|URL|NODE24|WRITE_GOLDEN|(TEST|BENCH|FUZZ)_.*)$/;

const KNOWN: readonly string[] = Object.values(OPTIONS).map(({ env }) => env);

/**
 * Refuses a line of `.env` that sets nothing because its name is misspelt: `SUBTENSOR_ENDPIONT=test` would mean finney.
 *
 * @throws AffineError `config_invalid` with the name that may be meant
 */
export function checkNames(dotenv: Readonly<Record<string, unknown>>, file: string): void {
  for (const name of Object.keys(dotenv)) {
    const guess = guessOf(name);
    if (guess === null) continue;
    throw new AffineError("config_invalid", `${file}: there is no setting ${name}.`, {
      hint: guess === undefined ? "`af config show` lists the settings; delete the line." : `Did you mean ${guess}?`,
    });
  }
}

/** Sentences about variables of the environment that have our prefix and set nothing. */
export function unknownNames(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env).flatMap((name) => {
    const guess = name.startsWith("AFFINE_") ? guessOf(name) : null;
    if (guess === null) return [];
    return [`${name} has no effect: there is no such setting${guess === undefined ? "" : `; ${guess} is one`}.`];
  });
}

/** What a name of ours that is not known may mean; `null` for one that is known, or not ours. */
function guessOf(name: string): string | null | undefined {
  if (KNOWN.includes(name) || ELSEWHERE.test(name)) return null;
  const guess = nearest(name, KNOWN);
  if (name.startsWith("AFFINE_")) return guess;
  return guess !== undefined && OURS.some((prefix) => guess.startsWith(prefix)) ? guess : null;
}
