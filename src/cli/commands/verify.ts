import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { DEVIATION_CODES, type AuditReport, type DeviationCode } from "../../audit/index.ts";
import { AffineError, nearest } from "../../core/index.ts";
import { verifyRecords } from "../../sdk/index.ts";
import { isAddress } from "../../wallet/index.ts";
import { withContext, type CommandContext } from "../context.ts";
import { withOptions } from "../flags.ts";
import { integerIn } from "../localnet-flags.ts";
import { printJson, printLine } from "../output.ts";
import { auditText } from "../view/audit-text.ts";

const EXAMPLES = `Examples:
  af verify                                  everybody's, where each publishes
  af verify --store https://records.example  one store for all; or a folder
  af verify --store http://127.0.0.1:8420    a demo that runs on this machine
  af verify --share 0.1 --seed 2026-07-01    a tenth of the questions
  af verify --no-chain --store DIR           signatures, chains, answers only
`;

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

/** `af verify`: recompute everything that was published. */
export function verifyCommand(): Command {
  const command = new Command("verify")
    .description("recompute challenges, evaluations, decision and weights from the public record")
    .option("--store <url|dir>", "where all records are; may be repeated (default: where each validator says)", collect)
    .option("--validator <hotkey>", "look at this validator too; may be repeated", collectAddress)
    .option("--share <part>", "part of the questions whose answers are judged again, above 0 to 1", readShare, 1)
    .option("--seed <text>", "what picks them (default: drawn and printed)")
    .option("--no-chain", "ask no chain: beacons, commitments and weights are then not checked")
    .option("--archive <url>", "chain endpoint that still shows old blocks, for snapshots of the chain")
    .option("--tolerate <codes>", "deviations that do not fail, such as dropped_round,late_record", readCodes)
    .option("--workers <count>", "threads that judge answers", integerIn(1, 256), availableParallelism())
    .option("--most <count>", "deviations that are shown with their evidence", integerIn(0, 1_000_000), 20)
    .addHelpText("before", EXAMPLES)
    .addHelpText("after", "\nExit code 1 on any deviation. How to read one: docs/verifying.md\n");
  return withOptions(command, ["endpoint", "netuid", "home", "mechanism", "roundBlocks"]).action(withContext(verify));
}

async function verify(context: CommandContext, flags: VerifyFlags): Promise<void> {
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

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function collectAddress(value: string, before: readonly string[] = []): readonly string[] {
  if (isAddress(value)) return [...before, value];
  throw new InvalidArgumentError("Expected an ss58 address of format 42.");
}

function readShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== "" && share > 0 && share <= 1) return share;
  throw new InvalidArgumentError("Expected a number above 0, at most 1.");
}

function readCodes(text: string, before: readonly DeviationCode[] = []): readonly DeviationCode[] {
  return [
    ...before,
    ...text.split(",").map((word) => {
      const code = DEVIATION_CODES.find((known) => known === word.trim());
      if (code !== undefined) return code;
      const near = nearest(word.trim(), DEVIATION_CODES);
      throw new InvalidArgumentError(
        `There is no deviation ${JSON.stringify(word)}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
      );
    }),
  ];
}
