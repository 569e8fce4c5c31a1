import { AffineError, Closing } from "../../core/index.ts";
import { datasetFormat, type ExportReport } from "../../dataset/index.ts";
import { environment } from "../../envs/index.ts";
import { exportRollouts, storeOptions } from "../../sdk/index.ts";
import { progressBar, type Progress } from "../../telemetry/index.ts";
import { isAddress } from "../../wallet/index.ts";
import type { CommandContext } from "../context.ts";
import { networkForReading } from "../network-for-reading.ts";
import { checkPush, pushTo, type PushFlags } from "../datasets/push-to-hub.ts";
import { tellExport } from "../datasets/tell-export.ts";

interface ExportFlags extends PushFlags {
  readonly out?: string;
  readonly site?: string;
  readonly rounds: number;
  readonly format: string;
  readonly env?: readonly string[];
  readonly tail?: number;
  readonly store?: string;
  readonly validator?: readonly string[];
  readonly minReward: number;
  readonly judge?: boolean;
}

export async function exportDataset(context: CommandContext, flags: ExportFlags): Promise<void> {
  const { out, site } = flags;
  if ((out === undefined) === (site === undefined)) {
    throw new AffineError("usage", "af export takes --out DIR for a data set, or --site DIR for the page in files.");
  }
  if (site !== undefined) await (await import("./export-site.ts")).exportSite(context, site, flags.rounds);
  else if (out !== undefined) await exportRows(context, out, flags);
}

async function exportRows(context: CommandContext, out: string, flags: ExportFlags): Promise<void> {
  const format = datasetFormat(flags.format, flags.minReward);
  const envs = flags.env?.map((name) => environment(name).info.name);
  const strange = flags.validator?.find((hotkey) => !isAddress(hotkey));
  if (strange !== undefined) {
    throw new AffineError("usage", `--validator ${JSON.stringify(strange)} is no hotkey: expected an ss58 address.`);
  }
  const closing = new Closing();
  let progress: Progress | undefined;
  let problems = 0;
  let report: ExportReport;
  let hub: ReturnType<typeof checkPush>;
  try {
    const network = await networkForReading(context, closing);
    hub = checkPush(context, network, flags);
    progress = progressBar();
    report = await exportRollouts(network, {
      dir: out,
      format,
      judge: flags.judge === true,
      signal: context.signal,
      opening: storeOptions(context.config, context.signal),
      onProblem: ({ key, reason, message }) => {
        problems += 1;
        progress?.note(`af: ${key}: ${message} (${reason}); the rest is exported`);
      },
      ...(envs === undefined ? {} : { envs }),
      ...(flags.tail === undefined ? {} : { tailBlocks: flags.tail }),
      ...(flags.store === undefined ? {} : { store: flags.store }),
      ...(flags.validator === undefined ? {} : { validators: flags.validator }),
    });
  } finally {
    progress?.close();
    await closing.close();
  }
  const pushed = hub === undefined ? undefined : await pushTo(context, hub, out, flags);
  await tellExport(context, report, pushed);
  if (problems > 0) process.exitCode = 6;
}
