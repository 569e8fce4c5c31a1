import { join } from "node:path";
import { openNetwork } from "../../chain/index.ts";
import { PAGE_FILE, runningPage, type NetworkChoice } from "../../config/index.ts";
import type { ContestRules } from "../../replay/index.ts";
import type { CommandContext } from "../context.ts";
import { contestFromRecords } from "../contest-from-records.ts";
import { championScores, scoresOf, type ChampionScores } from "./champion-scores.ts";

/**
 * Who reigns, and with which scores: as a validator's page says where one was named or runs on the data folder, else from
 * the signed records.
 */
export async function presentChampion(
  context: CommandContext,
  network: NetworkChoice,
  rules: ContestRules,
  statusUrl: string | undefined,
): Promise<ChampionScores> {
  const page = statusUrl ?? runningPage(join(network.home, PAGE_FILE));
  if (page !== undefined) {
    const told = await askPage(page, network);
    if (statusUrl !== undefined || !("unknown" in told)) return told;
  }
  if (rules.champion === undefined) return { unknown: `this network decides by ${rules.mechanism}` };
  const read = await contestFromRecords(context, network, rules);
  if ("unknown" in read) return read;
  const { champion } = read.contest;
  return champion === null ? { champion } : scoresOf(champion);
}

async function askPage(page: string, network: NetworkChoice): Promise<ChampionScores> {
  const chain = openNetwork(network);
  try {
    return await championScores(page, { chain, netuid: network.netuid });
  } finally {
    await chain.close();
  }
}
