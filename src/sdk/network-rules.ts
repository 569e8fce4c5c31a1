import type { Config, NetworkChoice } from "../config/index.ts";
import { AffineError } from "../core/index.ts";
import { environment } from "../envs/index.ts";
import { contestRules, type ContestRules, type RulesOptions } from "../replay/index.ts";

/** What decides unless a network says otherwise; DED is an environment like any other and decides nothing here. */
const ENVIRONMENTS: readonly string[] = ["SAT", "ABD", "INDUCE", "HUNT"];
/**
 * Levels of a localnet, which its scripted models can solve some of, and two cores hold at a round a block. HUNT's is a
 * scored one: of a single code one claim in sixteen is right by luck, and who tosses coins must not qualify.
 */
const LOCAL_LEVELS: Readonly<Record<string, number>> = { SAT: 6, ABD: 2, DED: 1, INDUCE: 1, HUNT: 3 };

/** On a localnet: a record of round b counts when it was sealed by block b + this. */
export const LOCAL_DEADLINE_BLOCKS = 12;

/**
 * The pace of a localnet: shorter deadlines, every statistical constant kept. Twelve blocks of half a second are for a
 * laptop that stops for two: rounds that come late count against every challenger.
 */
const LOCAL_CHAMPION = {
  deadlineBlocks: LOCAL_DEADLINE_BLOCKS,
  gridBlocks: 4,
  loneValidatorBlocks: 5,
  allowEndpoints: true,
  announcedOnly: false,
};
/** A deadline of blocks of a second or two holds no minutes of waiting. */
const LOCAL_REQUEST = { firstTokenTimeoutMs: 4_000, totalTimeoutMs: 6_000 };

/**
 * The rules that all validators of a network share. The order of the environments is part of them: what three others
 * decided is verified by their names in their order.
 *
 * @throws AffineError `environment_unknown`, `environment_params`, `invalid_input` for environments that cannot decide.
 */
export function networkRules({ values }: Config, network: NetworkChoice): ContestRules {
  const { mechanism, burnUid = 0 } = values;
  const isLocal = network.allowEndpoints;
  return contestRules({
    netuid: network.netuid,
    roundBlocks: network.roundBlocks,
    environments: (values.environments ?? ENVIRONMENTS).map((word) => environmentOf(word, isLocal)),
    champion: isLocal ? { ...LOCAL_CHAMPION, burnUid } : { burnUid },
    ...(isLocal && mechanism !== "affine-v1" ? { request: LOCAL_REQUEST } : {}),
    ...(mechanism === undefined ? {} : { mechanism }),
  });
}

/** `NAME`, at its default level or a localnet's, or `NAME@LEVEL`; where money is at stake, a level that cannot be guessed. */
function environmentOf(word: string, isLocal: boolean): RulesOptions["environments"][number] {
  const [given = "", asked] = word.split("@");
  const { name, scoredLevels } = environment(given).info;
  if (asked === undefined) {
    const level = isLocal ? LOCAL_LEVELS[name] : undefined;
    return level === undefined ? { name } : { name, params: { level } };
  }
  const level = Number(asked);
  if (!isLocal && !scoredLevels.includes(level)) {
    throw new AffineError("environment_params", `Level ${level} of ${name} is for training and decides nothing.`, {
      hint: `Name one of its scored levels: ${scoredLevels.map((scored) => `${name}@${scored}`).join(", ")}.`,
    });
  }
  return { name, params: { level } };
}
