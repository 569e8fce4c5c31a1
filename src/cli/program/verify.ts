import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { DEVIATION_CODES, type DeviationCode } from "../../audit/index.ts";
import { nearest } from "../../core/index.ts";
import { withOptions } from "../flags.ts";
import { integerIn } from "../localnet-flags.ts";
import { withContext } from "./with-context.ts";
import { seedText } from "./seed-text.ts";

const EXAMPLES = `Examples:
  af verify                                  everybody's, where each publishes
  af verify --store https://records.example  one store for all; or a folder
  af verify --store s3://my-records/validator  a bucket: keys from .env, or none
  af verify --store http://127.0.0.1:8420    a demo that runs on this machine
  af verify --share 0.1 --seed 2026-07-01    a tenth of the questions
  af verify --no-chain --store DIR           signatures, chains, answers only
  af verify --environments SAT,ABD,DED   records that these decided
`;

/** `af verify`: recompute everything that was published. */
export function verifyCommand(): Command {
  const command = new Command("verify")
    .description("recompute challenges, evaluations, decision and weights from the public record")
    .option("--store <url|dir>", "where all records are; may be repeated (default: where each validator says)", collect)
    .option("--validator <hotkey>", "look at this validator too; may be repeated", collect)
    .option("--share <part>", "part of the questions whose answers are judged again, above 0 to 1", readShare, 1)
    .option("--seed <text>", "what picks them (default: drawn and printed)", seedText)
    .option("--no-chain", "ask no chain: beacons, commitments and weights are then not checked")
    .option("--archive <url>", "chain endpoint that still shows old blocks, for snapshots of the chain")
    .option("--tolerate <codes>", "deviations that do not fail, such as dropped_round,late_record", readCodes)
    .option(
      "--max-age <blocks>",
      "age of a validator's newest record that fails (default: three epochs)",
      integerIn(1, 100_000_000),
    )
    .option("--checkpoint <file>", "keeps what was judged and right: the next run judges only what is new")
    .option("--workers <count>", "threads that judge answers", integerIn(1, 256), availableParallelism())
    .option("--most <count>", "deviations that are shown with their evidence", integerIn(0, 1_000_000), 20)
    .addHelpText("before", EXAMPLES)
    .addHelpText("after", "\nExit code 1 on any deviation. How to read one: docs/verifying.md\n");
  return withOptions(command, [
    "endpoint",
    "endpointFallback",
    "trust",
    "netuid",
    "home",
    "mechanism",
    "environments",
    "roundBlocks",
  ]).action(withContext(async () => (await import("../commands/verify.ts")).verify));
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
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
