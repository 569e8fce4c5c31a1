import type { NetworkChoice } from "../../config/index.ts";
import type { ContestRules } from "../../replay/index.ts";
import type { CommandContext } from "../context.ts";
import { contestFromRecords } from "../contest-from-records.ts";
import { championScores, scoresOf, type ChampionScores } from "./champion-scores.ts";

/** The demo's page. */
const LOCAL_PAGE = "http://127.0.0.1:8420";

/**
 * Who reigns, and with which scores: as a validator's page says where one was named, else from the signed records. On a
 * localnet its page is tried first.
 */
export async function presentChampion(
  context: CommandContext,
  network: NetworkChoice,
  rules: ContestRules,
  statusUrl: string | undefined,
): Promise<ChampionScores> {
  if (statusUrl !== undefined) return championScores(statusUrl);
  if (network.allowEndpoints) {
    const told = await championScores(LOCAL_PAGE);
    if (!("unknown" in told)) return told;
  }
  if (rules.champion === undefined) return { unknown: `this network decides by ${rules.mechanism}` };
  const read = await contestFromRecords(context, network, rules);
  if ("unknown" in read) return read;
  const { champion } = read.contest;
  return champion === null ? { champion } : scoresOf(champion);
}
