import { verdictError, type DeviationCode } from "../../audit/index.ts";
import { AffineError, opening } from "../../core/index.ts";
import { isAddress } from "../../wallet/index.ts";
import { verifyRecords } from "../../sdk/index.ts";
import type { CommandContext } from "../context.ts";
import { networkForReading } from "../network-for-reading.ts";
import { printJson, printLine } from "../output.ts";
import { auditProgress } from "../view/audit-progress.ts";
import { auditText } from "../view/audit-text.ts";

interface VerifyFlags {
  readonly store?: readonly string[];
  readonly validator?: readonly string[];
  readonly share: number;
  readonly seed?: string;
  readonly chain: boolean;
  readonly archive?: string;
  readonly tolerate?: readonly DeviationCode[];
  readonly maxAge?: number;
  readonly checkpoint?: string;
  readonly workers: number;
  readonly most: number;
}

export async function verify(context: CommandContext, flags: VerifyFlags): Promise<void> {
  for (const hotkey of flags.validator ?? []) {
    if (isAddress(hotkey)) continue;
    throw new AffineError(
      "usage",
      `--validator ${JSON.stringify(hotkey)} is no hotkey: expected an ss58 address of format 42.`,
    );
  }
  const { store, validator, archive, seed, tolerate } = flags;
  const report = await opening(async (closing) => {
    const network = await networkForReading(context, closing);
    const progress = auditProgress(context);
    const audited = await verifyRecords(
      { config: context.config, network },
      {
        chain: flags.chain,
        share: flags.share,
        workers: flags.workers,
        signal: context.signal,
        onProgress: (state) => progress.show(state),
        ...(store === undefined ? {} : { stores: store }),
        ...(validator === undefined ? {} : { validators: validator }),
        ...(archive === undefined ? {} : { archive }),
        ...(seed === undefined ? {} : { seed }),
        ...(flags.checkpoint === undefined ? {} : { checkpoint: flags.checkpoint }),
        ...(flags.maxAge === undefined ? {} : { maxAgeBlocks: flags.maxAge }),
        ...(tolerate === undefined ? {} : { tolerate }),
      },
    ).finally(() => progress.close());
    await closing.close();
    return audited;
  });
  if (context.json) await printJson(report);
  else await printLine(auditText(report, flags.most));
  // The exit code is the verdict.
  const failure = verdictError(report);
  if (failure !== undefined) throw failure;
}
