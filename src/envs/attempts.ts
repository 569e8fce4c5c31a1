import { AffineError, canonicalJson, Random, type Params, kinds, need } from "../core/index.ts";

/** What decides a question, besides the number of the attempt. */
export interface DrawKey {
  readonly name: string;
  readonly version: string;
  readonly params: Params;
  readonly seed: string;
}

const keyKind = kinds.shape({
  name: kinds.text,
  version: kinds.text,
  params: kinds.object,
  seed: kinds.text,
});

/**
 * The stream of one attempt at a question: key = SHA-256 over length-prefixed (tag, name, version, canonical params,
 * seed, attempt), so that neighbouring seeds and attempts share nothing.
 */
export function drawStream(key: DrawKey, attempt: number): Random {
  need(keyKind, key, "drawStream", "{ name, version, params, seed } and the number of an attempt");
  need(kinds.whole, attempt, "drawStream", "{ name, version, params, seed } and the number of an attempt");
  return Random.from("affine/environment/v1", key.name, key.version, canonicalJson(key.params), key.seed, attempt);
}

/**
 * The first attempt that `make` accepts. A generator refuses a draft by returning `null`.
 *
 * @throws AffineError `environment_broken` when all attempts are refused, `invalid_input` for another kind of argument.
 */
export function firstAccepted<Made>(
  key: DrawKey,
  maxAttempts: number,
  make: (random: Random, attempt: number) => Made | null,
  stream: (key: DrawKey, attempt: number) => Random = drawStream,
): Made {
  const what = "{ name, version, params, seed }, the most attempts, and a function that makes one";
  need(keyKind, key, "firstAccepted", what);
  need(kinds.between(1), maxAttempts, "firstAccepted", what);
  need(kinds.call, make, "firstAccepted", what);
  need(kinds.call, stream, "firstAccepted", "a function that gives the stream of an attempt, as its fourth argument");
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
