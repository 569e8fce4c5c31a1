import type { Chain } from "../../chain/index.ts";
import { minerOf } from "../enrol-miners.ts";
import { SEASON_MODELS } from "../models/index.ts";
import type { PublishedModel } from "../publish-models.ts";
import { writeSeason, type Season } from "./season-file.ts";

/** Season 0, that of the models with which a localnet starts: their uids are what later seasons take over. */
export async function firstSeason(
  chain: Chain,
  { home, netuid, models }: { home: string; netuid: number; models: readonly PublishedModel[] },
): Promise<Season> {
  const { neurons } = await chain.metagraph(netuid);
  const uids: number[] = [];
  for (const { config } of models) {
    if (config.fault !== undefined || uids.length === SEASON_MODELS) continue;
    const { key } = (await minerOf(home, config.name)).hotkey;
    const found = neurons.find(({ hotkey }) => hotkey === key.address);
    if (found !== undefined) uids.push(found.uid);
  }
  const season = { season: 0, block: 0, uids };
  await writeSeason(home, season);
  return season;
}
