import { join } from "node:path";
import { z } from "zod";
import type { Chain } from "../chain/index.ts";
import { sha256Hex } from "../core/index.ts";
import { readJson, replaceFile } from "../io/index.ts";
import { commitmentOf, minerOf, type EnrolOptions } from "./enrol-miners.ts";

const enrolledSchema = z.strictObject({ version: z.literal(1), commitments: z.string().regex(/^[0-9a-f]{64}$/) });

const fileOf = (home: string): string => join(home, "localnet", "enrolled.json");

/**
 * Whether the models' miners are enrolled, so that no block has to be made for it: an earlier start has written down that
 * it had committed exactly this (what reveals itself later is not on chain to be seen), or the chain shows all of it.
 *
 * @throws AffineError `state_corrupt`
 */
export async function areEnrolled(chain: Chain, options: EnrolOptions): Promise<boolean> {
  const { netuid, models, home, baseUrl } = options;
  const hint = "Delete the file: what is not on chain is then committed again.";
  const told = await readJson(fileOf(home), enrolledSchema, { maxBytes: 4096, hint });
  const [{ neurons }, revealed] = await Promise.all([chain.metagraph(netuid), chain.revealedCommitments(netuid)]);
  const registered = new Set(neurons.map(({ hotkey }) => hotkey));
  const isCommitted = told?.commitments === digestOf(options);
  for (const model of models) {
    const { key } = (await minerOf(home, model.config.name)).hotkey;
    if (!registered.has(key.address)) return false;
    const shown = revealed.get(key.address)?.at(-1)?.text;
    if (!isCommitted && shown !== commitmentOf(model, baseUrl)) return false;
  }
  return true;
}

/** Writes down that everything was committed. */
export async function rememberEnrolled(options: EnrolOptions): Promise<void> {
  const text = JSON.stringify({ version: 1, commitments: digestOf(options) });
  await replaceFile(fileOf(options.home), `${text}\n`);
}

function digestOf({ models, baseUrl }: Pick<EnrolOptions, "models" | "baseUrl">): string {
  return sha256Hex(models.map((model) => commitmentOf(model, baseUrl)).join("\n"));
}
