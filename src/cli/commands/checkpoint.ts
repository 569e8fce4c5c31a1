import { join, resolve } from "node:path";
import { openNetwork } from "../../chain/index.ts";
import { AffineError, opening } from "../../core/index.ts";
import { codeDigest, LockFile } from "../../io/index.ts";
import { networkRules, storeOptions } from "../../sdk/index.ts";
import { openStoreForReading } from "../../store/index.ts";
import {
  checkCheckpoint,
  CheckpointFile,
  readAnyCheckpoint,
  type CheckedCheckpoint,
  type ContestCheckpoint,
} from "../../validator/index.ts";
import { openAnnouncedRecords } from "../announced-records.ts";
import type { CommandContext } from "../context.ts";
import { openSigner } from "../open-signer.ts";
import { printJson, printLine } from "../output.ts";

export async function checkpoint(
  context: CommandContext,
  file: string,
  flags: { readonly store?: string; readonly adopt: boolean },
): Promise<void> {
  const network = await context.network({ signs: flags.adopt });
  const found = await readAnyCheckpoint(file);
  const rules = networkRules(context.config, network);
  await opening(async (closing) => {
    const chain = openNetwork(network);
    closing.add(() => chain.close());
    const { signal } = context;
    const { store } =
      flags.store === undefined
        ? await openAnnouncedRecords(chain, network, {
            ...{ closing, signal },
            onTrouble: (hotkey, error) => context.log.warn({ hotkey, err: error }, "records that cannot be read"),
          })
        : { store: await openStoreForReading(flags.store, storeOptions(context.config, signal)) };
    if (flags.store !== undefined) closing.add(() => store.close());
    const checked = await checkCheckpoint(found, { chain, store, rules, signal });
    await tell(context, found, checked);
    if (!checked.isRight) {
      throw new AffineError(
        "verification_failed",
        `The checkpoint does not follow from the records: ${checked.differing.join(", ")}.`,
        {
          hint: "Do not start from it. Were all of its validators' records to be had?",
        },
      );
    }
    const { recomputed } = checked;
    if (flags.adopt && recomputed !== null) {
      const { address } = await openSigner(context, network, { chain, closing });
      await adopt(recomputed, { home: resolve(network.home), hotkey: address });
      if (!context.json) await printLine("adopted: the next `af validate` starts from it");
    }
    await closing.close();
  });
}

/** Only what was recomputed: who made it, and with which program, follows from nothing in the records. */
async function tell(context: CommandContext, found: ContestCheckpoint, checked: CheckedCheckpoint): Promise<void> {
  const { isRight, differing, shards, recomputed } = checked;
  const block = recomputed?.block ?? null;
  const round = found.contest.lastScheduled;
  if (context.json) await printJson({ block, round, isRight, differing, shards });
  else if (isRight && block !== null) {
    await printLine(`right: block ${block} follows from ${shards} shards read from the beginning`);
  }
}

/** Puts what follows from the records where our own checkpoint is kept, sealed with our key. */
async function adopt(
  recomputed: NonNullable<CheckedCheckpoint["recomputed"]>,
  { home, hotkey }: { home: string; hotkey: string },
): Promise<void> {
  const { netuid, rules } = recomputed;
  const journal = (name: string): string => join(home, "journal", name);
  const lock = await LockFile.acquire(journal("validator.lock"), `The data folder ${home}`);
  try {
    const owner = { code: await codeDigest(), rules, netuid, hotkey };
    const text = JSON.stringify({ ...recomputed, ...owner });
    await new CheckpointFile(journal(`contest-${netuid}.checkpoint`), owner).write(text);
  } finally {
    await lock.release();
  }
}
