import { AffineError, kinds, need } from "../../core/index.ts";
import { makeChallenge } from "../challenge-from-id.ts";
import type { CheckContext, Environment, EnvironmentInfo } from "../environment.ts";
import type { GeneratedChallenge } from "../generated-challenge.ts";
import { needEnvironment } from "../needed-environment.ts";
import { EpisodeSession } from "./episode-session.ts";
import { freshSeed, seedOfSeries } from "./seeds.ts";

export interface SeedOption {
  /** 1 to 128 letters, digits, _ or -, or an integer; a fresh random one unless given. */
  readonly seed?: string | number;
}

const MAX_COUNT = 1_000_000;

/** Draws questions of one environment with fixed options; made by calling its door. */
export class EnvironmentSampler<Options extends object, Answer extends string = string> {
  readonly environment: Environment;
  readonly #options: Options | undefined;
  readonly #context: (() => CheckContext) | undefined;

  /** @throws AffineError `environment_params` for options the environment does not know, `invalid_input` for what is no environment. */
  constructor(environment: Environment, options?: Options, context?: () => CheckContext) {
    needEnvironment(environment, "EnvironmentSampler");
    need(
      kinds.maybe(kinds.call),
      context,
      "EnvironmentSampler",
      "a function that gives a context as its third argument",
    );
    environment.normalizeParams(options);
    this.environment = environment;
    this.#options = options;
    this.#context = context;
  }

  get info(): EnvironmentInfo {
    return this.environment.info;
  }

  /** One question; a fresh random seed unless one is given. Options given here take the place of those given before. */
  async generate(options?: Options & SeedOption): Promise<GeneratedChallenge<Answer>> {
    const { seed, params } = this.#split(options);
    return Promise.resolve(this.#make(params, seed ?? freshSeed()));
  }

  /** Begins an episode with one question, as {@link generate} makes it. */
  async reset(options?: Options & SeedOption): Promise<EpisodeSession> {
    return new EpisodeSession(await this.generate(options));
  }

  /** `count` questions with independent seeds: derived from `seed` by hashing where one is given, fresh otherwise. */
  async many(count: number, options?: Options & SeedOption): Promise<GeneratedChallenge<Answer>[]> {
    const challenges: GeneratedChallenge<Answer>[] = [];
    for await (const challenge of this.stream(count, options)) challenges.push(challenge);
    return challenges;
  }

  /** As {@link many}, one at a time. */
  async *stream(count: number, options?: Options & SeedOption): AsyncGenerator<GeneratedChallenge<Answer>> {
    if (!Number.isInteger(count) || count < 0 || count > MAX_COUNT) {
      throw new AffineError("invalid_input", `The number of challenges is ${String(count).slice(0, 64)}.`, {
        hint: `Ask for 0 to ${MAX_COUNT}.`,
      });
    }
    const { seed, params } = this.#split(options);
    const { name, version } = this.info;
    for (let index = 0; index < count; index += 1) {
      yield await Promise.resolve(
        this.#make(params, seed === undefined ? freshSeed() : seedOfSeries(name, version, seed, index)),
      );
    }
  }

  #split(options: (Options & SeedOption) | undefined): { seed: string | undefined; params: object | undefined } {
    // Of numbers, texts and lists spreading would make no parameters, or some that nobody has named.
    const isObject = typeof options === "object" && !Array.isArray(options);
    if (!isObject && options !== undefined) this.environment.normalizeParams(options);
    const { seed, ...params } = options ?? ({} as Options & SeedOption);
    const given = Object.keys(params).length > 0;
    return { seed: seed === undefined ? undefined : seedText(seed), params: given ? params : this.#options };
  }

  #make(params: object | undefined, seed: string): GeneratedChallenge<Answer> {
    return makeChallenge(this.environment, { params, seed }, this.#context);
  }
}

/** @throws AffineError `invalid_input` for what is neither a text nor a whole number: as a text it would be some seed. */
function seedText(seed: unknown): string {
  if (typeof seed === "string" || Number.isSafeInteger(seed)) return String(seed);
  const kind = typeof seed === "object" ? "an object" : `a ${typeof seed}`;
  const shown = typeof seed === "number" || seed === null ? String(seed) : kind;
  throw new AffineError("invalid_input", `A seed is a text or a whole number, not ${shown}.`, {
    hint: "A seed has 1 to 128 letters, digits, _ or -.",
  });
}
