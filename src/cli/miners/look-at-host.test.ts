import { afterEach, beforeEach, expect, test } from "vitest";
import { startLoopbackChutes, type LoopbackChutes } from "../../../test/inference/loopback-chutes/index.ts";
import { openInferenceHost, type ChutesSettings } from "../../inference/host/index.ts";
import { hostOf } from "../../roster/index.ts";
import { lookAtHost } from "./look-at-host.ts";

const model = "miner/affine-7b";
const revision = "0123456789abcdef0123456789abcdef01234567";
const plan = { model, revision, gpus: 1, minVramGb: 24, concurrency: 8, maxInstances: 1, shutdownAfterSeconds: 300 };

let chutes: LoopbackChutes;
beforeEach(async () => {
  chutes = await startLoopbackChutes();
});
afterEach(() => chutes.close());

const hostAs = (settings: Partial<ChutesSettings>) =>
  openInferenceHost({ kind: "chutes", apiUrl: chutes.url, retry: { maxAttempts: 1 }, ...settings });

async function stateOf(chuteId: string, settings: Partial<ChutesSettings>): Promise<string> {
  const look = lookAtHost(hostAs(settings), new AbortController().signal);
  const found = await hostOf({ model, revision, chute_id: chuteId }, { baseUrlOf: look });
  return typeof found === "string" ? found : `${found.reason}: ${found.detail}`;
}

test("default: a chute that is not there, cold, hot, and changed", async () => {
  const miner = hostAs({ user: "miner", apiKey: "cpk_loopback_key" });
  const id = miner.deploymentId(model)!;
  const validator = { apiKey: "cpk_loopback_key" };
  expect(await stateOf(id, validator)).toMatch(/^no_host: /);
  const deployed = await miner.deploy(plan);
  expect(await stateOf(id, validator)).toMatch(/^host_cold: /);
  await miner.warmUp(deployed, { timeoutMs: 600_000 });
  expect(await stateOf(id, validator)).toBe("https://miner-miner-affine-7b.chutes.ai/v1");
  // Models of this subnet are shown to everybody: no key is needed.
  expect(await stateOf(id, {})).toBe("https://miner-miner-affine-7b.chutes.ai/v1");
  await miner.deploy({ ...plan, revision: revision.replace("0", "f") });
  expect(await stateOf(id, validator)).toMatch(/^host_other_revision: /);
});

test("error: who may not ask is told so, and nothing about the miner", async () => {
  const { id } = await hostAs({ user: "miner", apiKey: "cpk_loopback_key" }).deploy(plan);
  chutes.fail("chute", { kind: "status", status: 401, body: '{"detail":"Authentication required"}' });
  expect(await stateOf(id, {})).toMatch(/^host_unknown: .*Set CHUTES_API_KEY in \.env/);
  expect(await stateOf(id, { apiKey: "cpk_wrong" })).toMatch(/^host_unknown: .*make a new key/);
  chutes.fail("chute", { kind: "status", status: 502 });
  expect(await stateOf(id, {})).toMatch(/^host_unknown: /);
});
