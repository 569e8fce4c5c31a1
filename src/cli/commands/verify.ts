import type { AuditReport, DeviationCode } from "../../audit/index.ts";
import { AffineError } from "../../core/index.ts";
import { isAddress } from "../../wallet/index.ts";
import { verifyRecords } from "../../sdk/index.ts";
import type { CommandContext } from "../context.ts";
import { printJson, printLine } from "../output.ts";
import { auditText } from "../view/audit-text.ts";

interface VerifyFlags {
  readonly store?: readonly string[];
  readonly validator?: readonly string[];
  readonly share: number;
  readonly seed?: string;
  readonly chain: boolean;
  readonly archive?: string;
  readonly tolerate?: readonly DeviationCode[];
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
  const report = await verifyRecords(
    { config: context.config, network: await context.network() },
    {
      chain: flags.chain,
      share: flags.share,
      workers: flags.workers,
      signal: context.signal,
      onProgress: (progress) => context.log.info(progress, "reading"),
      ...(store === undefined ? {} : { stores: store }),
      ...(validator === undefined ? {} : { validators: validator }),
      ...(archive === undefined ? {} : { archive }),
      ...(seed === undefined ? {} : { seed }),
      ...(tolerate === undefined ? {} : { tolerate }),
    },
  );
  if (context.json) await printJson(report);
  else await printLine(auditText(report, flags.most));
  failUnlessVerified(report);
}

/** The exit code is the verdict. */
function failUnlessVerified({ verdict, deviationCounts, troubles }: AuditReport): void {
  if (verdict === "deviations") {
    const counts = Object.entries(deviationCounts).map(([code, count]) => `${count} ${code}`);
    throw new AffineError("verification_failed", `The record deviates: ${counts.join(", ")}.`, {
      hint: "Each deviation above names the record, the validator and the evidence; docs/verifying.md says how to read it.",
      details: { deviationCounts },
    });
  }
  const [trouble] = troubles;
  if (verdict !== "incomplete" || trouble === undefined) return;
  throw new AffineError("store_transport", `Not everything could be looked at: ${trouble.message}`, {
    hint: trouble.hint ?? "Try again later, or name a mirror with --store.",
  });
}
