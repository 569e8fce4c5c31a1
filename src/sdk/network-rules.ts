import type { Config, NetworkChoice } from "../config/index.ts";
import { contestRules, type ContestRules } from "../replay/index.ts";

/** The family that asks for programs, on every network: DED, or INDUCE in its place. */
const PROGRAMS = "DED";
/** What decides, each at its default level. */
const ENVIRONMENTS = [{ name: "SAT" }, { name: "ABD" }, { name: PROGRAMS }];
/** On a localnet: levels that its scripted models can solve some of, and that two cores hold at a round a block. */
const LOCAL_ENVIRONMENTS = [
  { name: "SAT", params: { level: 6 } },
  { name: "ABD", params: { level: 3 } },
  { name: PROGRAMS, params: { level: 1 } },
];

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

/** The rules that all validators of a network share. */
export function networkRules({ values }: Config, network: NetworkChoice): ContestRules {
  const { mechanism, burnUid = 0 } = values;
  const isLocal = network.allowEndpoints;
  return contestRules({
    netuid: network.netuid,
    roundBlocks: network.roundBlocks,
    environments: isLocal ? LOCAL_ENVIRONMENTS : ENVIRONMENTS,
    champion: isLocal ? { ...LOCAL_CHAMPION, burnUid } : { burnUid },
    ...(isLocal && mechanism !== "affine-v1" ? { request: LOCAL_REQUEST } : {}),
    ...(mechanism === undefined ? {} : { mechanism }),
  });
}
