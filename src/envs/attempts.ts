import { AffineError, canonicalJson, Random, type Params } from "../core/index.ts";

/** What decides a question, besides the number of the attempt. */
export interface DrawKey {
  readonly name: string;
  readonly version: string;
  readonly params: Params;
  readonly seed: string;
}

/**
 * The stream of one attempt at a question: key = SHA-256 over length-prefixed (tag, name, version, canonical params,
 * seed, attempt), so that neighbouring seeds and attempts share nothing.
 */
export function drawStream(key: DrawKey, attempt: number): Random {
  return Random.from("affine/environment/v1", key.name, key.version, canonicalJson(key.params), key.seed, attempt);
}

/**
 * The first attempt that `make` accepts. A generator refuses a draft by returning `null`.
 *
 * @throws AffineError `environment_broken` when all attempts are refused.
 */
export function firstAccepted<Made>(
  key: DrawKey,
  maxAttempts: number,
  make: (random: Random, attempt: number) => Made | null,
  stream: (key: DrawKey, attempt: number) => Random = drawStream,
): Made {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const made = make(stream(key, attempt), attempt);
    if (made !== null) return made;
  }
  throw new AffineError(
    "environment_broken",
    `${key.name} ${key.version} found no question in ${maxAttempts} attempts for ${canonicalJson(key.params)}, seed ${key.seed}.`,
    { hint: "Take another seed, and report this one: a generator must succeed for every seed." },
  );
}
