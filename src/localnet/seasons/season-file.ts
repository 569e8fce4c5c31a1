import { join } from "node:path";
import { z } from "zod";
import { readJson, replaceFile } from "../../io/index.ts";

const seasonSchema = z.strictObject({
  version: z.literal(1),
  /** The season that runs, or that was being begun; 0 is what the demo starts with. */
  season: z.int().min(0),
  /** Block at which it began, and from which its models are revealed. */
  block: z.int().min(0),
  /** Uids that the models of each season take over from those of the one before. */
  uids: z.array(z.int().min(0).max(65_535)).min(1).max(64),
});
export type Season = Omit<z.infer<typeof seasonSchema>, "version">;

const fileOf = (home: string): string => join(home, "localnet", "season.json");

/** The season that a data folder has come to; `undefined` before the first start. @throws AffineError `state_corrupt` */
export function readSeason(home: string): Promise<Season | undefined> {
  return readJson(fileOf(home), seasonSchema, { maxBytes: 8192, hint: "Begin anew with `af demo --fresh`." });
}

export async function writeSeason(home: string, season: Season): Promise<void> {
  await replaceFile(fileOf(home), `${JSON.stringify({ version: 1, ...season }, null, 2)}\n`);
}
