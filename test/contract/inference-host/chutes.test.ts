import { sha256Hex } from "../../../src/core/index.ts";
import { openInferenceHost } from "../../../src/inference/host/index.ts";
import { MINER_KEY, startLoopbackChutes } from "../../inference/loopback-chutes/index.ts";
import { testInferenceHostContract } from "./inference-host-contract.ts";

const revisions = [sha256Hex("a").slice(0, 40), sha256Hex("b").slice(0, 40)] as const;

for (const auth of ["API key", "hotkey"] as const) {
  testInferenceHostContract(`chutes by ${auth}`, async () => {
    const chutes = await startLoopbackChutes();
    const credentials = auth === "hotkey" ? { hotkey: MINER_KEY } : { apiKey: "cpk_loopback_key" };
    const host = openInferenceHost({
      kind: "chutes",
      apiUrl: chutes.url,
      inferenceUrl: `${chutes.url}/{slug}/v1`,
      user: "miner",
      retry: { baseDelayMs: 5 },
      ...credentials,
    });
    return {
      host,
      model: "miner/affine-7b",
      revisions,
      stayCold: () => {
        chutes.coldEvents = Number.POSITIVE_INFINITY;
      },
      dispose: () => chutes.close(),
    };
  });
}
