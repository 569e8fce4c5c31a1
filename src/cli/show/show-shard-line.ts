import { keptTranscriptBlocks } from "../../audit/index.ts";
import { AffineError } from "../../core/index.ts";
import { storeOptions } from "../../sdk/index.ts";
import { FsStore, openStoreForReading } from "../../store/index.ts";
import type { CommandContext } from "../context.ts";
import type { ReadableNetwork } from "../network-for-reading.ts";
import { printJson, printLine } from "../output.ts";
import { networkRules } from "../validator-service.ts";
import { drawRecord, showRecord } from "./show-record.ts";
import type { Target } from "./target.ts";

/**
 * Shows a line of a shard with its proof.
 *
 * @throws AffineError `verification_failed` for one that is not right, after it was shown
 */
export async function showShardLine(
  context: CommandContext,
  target: Extract<Target, { readonly kind: "record" }>,
  { network, store: place }: { readonly network: ReadableNetwork; readonly store: string | undefined },
): Promise<void> {
  const rules = networkRules(context, network);
  const store =
    place === undefined
      ? await FsStore.open(network.home, { readOnly: true })
      : await openStoreForReading(place, storeOptions(context.config, context.signal));
  const shown = await showRecord(store, target, { rules, keptBlocks: keptTranscriptBlocks(rules) }).finally(() =>
    store.close(),
  );
  if (context.json) await printJson(shown);
  else for (const line of drawRecord(shown)) await printLine(line);
  if (shown.proof.some(({ isRight }) => isRight === false)) {
    throw new AffineError("verification_failed", "The record is not right.");
  }
}
