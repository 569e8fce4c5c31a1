import { z } from "zod";
import {
  AffineError,
  blockNumberSchema,
  canonicalBytes,
  envNameSchema,
  envVersionSchema,
  paramsSchema,
  sha256Hex,
  uidSchema,
} from "../core/index.ts";
import { environment } from "../envs/index.ts";
import { MAX_SNAPSHOT_BEACONS } from "../record/index.ts";
import {
  mechanism as knownMechanism,
  DEFAULT_MECHANISM,
  QUESTION_COUNTS,
  V2_CONSTANTS,
  v2RulesHash,
} from "../mechanism/index.ts";

export const requestRulesSchema = z.strictObject({
  temperatureThousandths: z.int().min(0).max(2000),
  maxTokens: z.int().positive().max(1_000_000),
  /** Until the first token has come; cold models need minutes. */
  firstTokenTimeoutMs: z.int().positive(),
  /** From the request to the last token. */
  totalTimeoutMs: z.int().positive(),
});
/** How a model is asked: the same for everybody. */
export type RequestRules = z.infer<typeof requestRulesSchema>;

/** What affine-v2 needs besides; every figure decides, and is hashed. */
export const championRulesSchema = z.strictObject({
  /** Hash over the constants of the mechanism, the network's choices filled in. */
  constants: z.string().regex(/^[0-9a-f]{16}$/),
  /** Blocks after its own in which a record must be witnessed. */
  deadlineBlocks: z.int().min(1).max(10_000),
  /** The chain is read at multiples of this. */
  gridBlocks: z.int().min(1).max(10_000),
  /** Nothing before this block counts. */
  startBlock: blockNumberSchema,
  /** Blocks between the evidence of a crown and its effect when there is one validator. */
  loneValidatorBlocks: z.int().min(0).max(100_000),
  /** What a blind guess scores at most, basis points per environment; a first champion must be better. */
  blindBp: z.array(z.int().min(0).max(10_000)).min(1),
  payment: z.enum(["champion", "bounty"]),
  /** Who gets the weights while there is no champion. */
  burnUid: uidSchema,
  /** Whether a commitment may name any server. Only on networks without real money: it could ask a stronger model. */
  allowEndpoints: z.boolean(),
  /** What a model's name must begin with, in lower case, after the first `/`; uid 0 is exempt. */
  namePrefix: z.string().max(32),
  /** Whether only those validators take part that announced on chain where their records are. */
  announcedOnly: z.boolean(),
});
export type ChampionRules = z.infer<typeof championRulesSchema>;

export const contestRulesSchema = z.strictObject({
  v: z.literal(1),
  netuid: z.int().min(0).max(65_535),
  mechanism: z.string().max(32),
  /** Round k is drawn by the hash of block `roundBlocks · k`. */
  roundBlocks: z.int().positive(),
  /** Only results of the last so many blocks decide. */
  windowBlocks: z.int().positive(),
  environments: z
    .array(
      z.strictObject({
        name: envNameSchema,
        version: envVersionSchema,
        /** Scored level or parameters, normalized by the environment. */
        params: paramsSchema,
        /** Questions a round; their indices in records begin with 0. */
        questions: z.int().min(1).max(1000),
      }),
    )
    .min(1),
  request: requestRulesSchema,
  /** With affine-v2 only. */
  champion: championRulesSchema.exactOptional(),
});
/** What all validators of a network must agree on; every record carries its hash. */
export type ContestRules = z.infer<typeof contestRulesSchema>;

export interface RulesOptions {
  readonly netuid: number;
  readonly environments: readonly { name: string; params?: unknown; questions?: number }[];
  /**
   * Questions of each environment a round that names none of its own. Default 1 under affine-v1; under affine-v2, where
   * all have as many and 1, 2, 4 or 5 are possible, 2.
   */
  readonly questionsPerRound?: number;
  /** Default 3. */
  readonly roundBlocks?: number;
  /** Default 10,000, the original's. */
  readonly windowBlocks?: number;
  /** Default affine-v2. */
  readonly mechanism?: string;
  readonly request?: Partial<RequestRules>;
  /** Choices of the network under affine-v2; what is left out is the real network's. */
  readonly champion?: Partial<Omit<ChampionRules, "constants">>;
}

/** The bar that every scored level of an environment meets: what a blind guess scores, upper 95% bound (the cards). */
const BLIND_BAR_BP = 100;
/** About 20 minutes on the network. */
const GRID_BLOCKS = 100;

/** Sampled, since a model should be judged as it is used; the other figures bound a round's cost. */
const REQUEST: RequestRules = {
  temperatureThousandths: 700,
  maxTokens: 16_384,
  firstTokenTimeoutMs: 120_000,
  totalTimeoutMs: 600_000,
};

/**
 * The rules of a network with every default filled in, so that one spelling has one hash.
 *
 * @throws AffineError `environment_unknown`, `environment_params`, `mechanism_unknown`, or `invalid_input` for rules
 * that the mechanism cannot decide by.
 */
export function contestRules(options: RulesOptions): ContestRules {
  const { name: mechanism } = knownMechanism(options.mechanism ?? DEFAULT_MECHANISM);
  const questionsPerRound =
    options.questionsPerRound ?? (mechanism === "affine-v1" ? 1 : V2_CONSTANTS.questionsPerRound);
  const rules = {
    v: 1,
    netuid: options.netuid,
    mechanism,
    roundBlocks: options.roundBlocks ?? V2_CONSTANTS.roundBlocks,
    windowBlocks: options.windowBlocks ?? 10_000,
    environments: options.environments.map(({ name, params, questions }) => {
      const known = environment(name);
      return {
        name: known.info.name,
        version: known.info.version,
        params: known.normalizeParams(params),
        questions: questions ?? questionsPerRound,
      };
    }),
    request: { ...REQUEST, ...options.request },
  };
  if (mechanism === "affine-v1") return contestRulesSchema.parse(rules);
  return contestRulesSchema.parse({ ...rules, champion: championRules(rules, options.champion) });
}

function championRules(
  { roundBlocks, environments }: Pick<ContestRules, "roundBlocks" | "environments">,
  choices: RulesOptions["champion"] = {},
): ChampionRules {
  const deadlineBlocks = choices.deadlineBlocks ?? V2_CONSTANTS.deadlineBlocks;
  const loneValidatorBlocks = choices.loneValidatorBlocks ?? V2_CONSTANTS.loneValidatorBlocks;
  const champion = {
    gridBlocks: GRID_BLOCKS,
    startBlock: 0,
    blindBp: environments.map(() => BLIND_BAR_BP),
    payment: "champion" as const,
    burnUid: 0,
    allowEndpoints: false,
    namePrefix: "affine",
    announcedOnly: true,
    ...choices,
    deadlineBlocks,
    loneValidatorBlocks,
    constants: v2RulesHash({
      roundBlocks,
      deadlineBlocks,
      loneValidatorBlocks,
      questionsPerRound: questionsPerRound({ environments }),
    }),
  };
  const names = environments.map(({ name }) => name);
  const sound =
    environments.every(({ questions }) => questions === environments[0]?.questions) &&
    QUESTION_COUNTS.some((count) => count === environments[0]?.questions) &&
    new Set(names).size === names.length &&
    champion.blindBp.length === names.length;
  if (champion.gridBlocks > MAX_SNAPSHOT_BEACONS * roundBlocks) {
    throw new AffineError(
      "invalid_input",
      `A round every ${roundBlocks === 1 ? "block" : `${roundBlocks} blocks`} is too often here: the chain is read every ${champion.gridBlocks} blocks, and at most ${MAX_SNAPSHOT_BEACONS} rounds lie between.`,
      {
        hint: `Give --round-blocks ${Math.ceil(champion.gridBlocks / MAX_SNAPSHOT_BEACONS)} or more, as the network has it. A demo has another pace: name its data folder with --home, which knows it.`,
      },
    );
  }
  if (sound) return champion;
  throw new AffineError(
    "invalid_input",
    `affine-v2 asks ${QUESTION_COUNTS.join(", ")} questions a round, as many of each environment.`,
    { hint: "Name each environment once, with one blind baseline, all with the same number of questions." },
  );
}

/** Questions of each environment a round; under affine-v2 all have as many. */
export function questionsPerRound({ environments }: Pick<ContestRules, "environments">): number {
  return environments[0]?.questions ?? 1;
}

/** First 16 hexadecimal characters of the SHA-256 of the rules' canonical bytes: `rules` of every record. */
export function rulesHash(rules: ContestRules): string {
  return sha256Hex(canonicalBytes(rules)).slice(0, 16);
}

/** What affine-v2 needs of the rules. @throws AffineError `mechanism_unknown` for rules of another mechanism. */
export function championRulesOf({ mechanism, champion }: ContestRules): ChampionRules {
  if (champion !== undefined) return champion;
  throw new AffineError("mechanism_unknown", `Rules of ${mechanism} hold no contest that could be replayed.`, {
    hint: "Use the rules of a network that decides by affine-v2.",
  });
}
