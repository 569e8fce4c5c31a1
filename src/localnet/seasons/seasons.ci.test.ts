import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { connectLocalChain } from "../../chain/index.ts";
import { silentLogger } from "../../telemetry/index.ts";
import { LONGEST_POLL_MS } from "../../../test/setup/tiers.ts";
import { account } from "../accounts.ts";
import { startLocalnet, type Localnet } from "../localnet.ts";
import { demoModels, seasonModels } from "../models/index.ts";

const NETUID = 120;
const home = await mkdtemp(join(tmpdir(), "affine-seasons-"));
const open: Localnet[] = [];
afterEach(async () => {
  for (const localnet of open.splice(0)) await localnet.close();
  await rm(home, { recursive: true, force: true });
});

async function start(): Promise<Localnet> {
  const localnet = await startLocalnet({
    ...{ home, netuid: NETUID, models: demoModels(), log: silentLogger },
    ...{ blockMs: 100, seasons: true, seasonBlocks: 40 },
  });
  open.push(localnet);
  return localnet;
}

const served = async ({ run }: Localnet): Promise<string[]> => {
  const response = await fetch(`${run.inferenceUrl}/models`);
  const { data } = z.object({ data: z.array(z.object({ id: z.string() })) }).parse(await response.json());
  return data.map(({ id }) => id);
};

test("behavior: newcomers take the uids of a season that is over, strangers stay, and a second start goes on", async () => {
  const localnet = await start();
  const chain = connectLocalChain(localnet.run.chainUrl);
  const mine = await account(home, "mine");
  const uid = await chain.register(mine.hotkey.key, NETUID, { coldkey: mine.coldkeyAddress });
  const { neurons: before } = await chain.metagraph(NETUID);
  const revealedModels = async (): Promise<string[]> => {
    const revealed = await chain.revealedCommitments(NETUID);
    return [...revealed.values()].flatMap((texts) =>
      texts.map(({ text }) => (JSON.parse(text) as { model: string }).model),
    );
  };
  const [first] = seasonModels(2);
  await expect.poll(revealedModels, { timeout: LONGEST_POLL_MS }).toContain(first!.name);
  const { neurons } = await chain.metagraph(NETUID);
  expect(neurons.length).toBe(before.length);
  // Owner, validator, the broken model and the stranger are who they were.
  const kept = neurons.filter(({ hotkey }) => before.some((one) => one.hotkey === hotkey));
  expect(kept.length).toBe(4);
  expect(neurons[uid]?.hotkey).toBe(mine.hotkey.key.address);
  expect(await revealedModels()).not.toContain(demoModels()[0]!.name);
  await expect.poll(() => served(localnet), { timeout: LONGEST_POLL_MS }).not.toContain(seasonModels(1)[0]!.name);
  expect(await served(localnet)).toEqual(expect.arrayContaining(seasonModels(2).map(({ name }) => name)));
  await chain.close();
  await localnet.close();
  open.length = 0;

  const again = await start();
  const later = connectLocalChain(again.run.chainUrl);
  const { neurons: after } = await later.metagraph(NETUID);
  expect(after.map(({ hotkey }) => hotkey)).toEqual(expect.arrayContaining(kept.map(({ hotkey }) => hotkey)));
  expect(after.length).toBe(before.length);
  const { season } = JSON.parse(await readFile(join(home, "localnet", "season.json"), "utf8")) as { season: number };
  expect(season).toBeGreaterThanOrEqual(2);
  await later.close();
});
