import { openNetwork } from "../../chain/index.ts";
import type { NetworkChoice } from "../../config/index.ts";
import { AffineError, errorMessage } from "../../core/index.ts";
import { checkConditions } from "./check-conditions.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

const TIMEOUT_MS = 5_000;
/** A head that has not moved for so long is stale; see docs/validating.md. */
const STALE_HEAD_MS = 60_000;
/** Time locks and signed requests are off by more than a beacon round beyond this. */
const MAX_SKEW_MS = 5_000;
/** A block of the network that was there already when it was first seen may be as old as this. */
const BLOCK_MS = 12_000;

/** @param hotkey whose weights are looked at; `undefined` where it is not known */
const CLOCK_ADVICE =
  "Set this machine's clock (NTP) if it is wrong; if it is right, the endpoint is behind or far ahead: name another one.";

export async function checkChain(network: NetworkChoice, hotkey: string | undefined): Promise<Finding[]> {
  try {
    const chain = openNetwork(network);
    try {
      const { endpoint, head, headAgeMs, newest } = await chain.health();
      const { block, ageMs } = newest ?? { block: head, ageMs: headAgeMs };
      const skewMs = Date.now() - ageMs - (await chain.timestampMs(block));
      const maxSkewMs = MAX_SKEW_MS + (newest === undefined ? 0 : BLOCK_MS);
      const place = endpoint === network.endpoint ? endpoint : `${network.endpoint} (${endpoint})`;
      const found = `${place}, block ${head.number}`;
      return [
        headAgeMs < STALE_HEAD_MS
          ? ok("chain", found)
          : problem("chain", `${found}, unchanged for ${Math.round(headAgeMs / 1000)} s`, "Use another endpoint."),
        skewMs > -MAX_SKEW_MS && skewMs < maxSkewMs
          ? ok("clock", "agrees with the chain's")
          : warning("clock", `${Math.round(skewMs / 1000)} s off the chain's`, CLOCK_ADVICE),
        ...(await checkConditions(chain, network.netuid, hotkey)),
      ];
    } finally {
      await chain.close();
    }
  } catch (error) {
    const advice = AffineError.isInstance(error) ? error.hint : undefined;
    return [problem("chain", errorMessage(error), advice ?? "Check SUBTENSOR_ENDPOINT.")];
  }
}

export async function checkInference(network: NetworkChoice, hasKey: boolean): Promise<Finding> {
  const url = `${network.inferenceUrl.replace(/\/+$/, "")}/models`;
  if (new URL(url).hostname.endsWith("chutes.ai") && !hasKey) {
    return warning("inference", network.inferenceUrl, "Set CHUTES_API_KEY in .env to ask models on Chutes.");
  }
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return response.status < 500
      ? ok("inference", `${network.inferenceUrl} answers`)
      : problem(
          "inference",
          `${network.inferenceUrl} answers ${response.status}`,
          "Try again later, or use another host.",
        );
  } catch (error) {
    return problem("inference", `${network.inferenceUrl}: ${errorMessage(error)}`, "Check AFFINE_INFERENCE_URL.");
  }
}
