import { Command, InvalidArgumentError, Option } from "commander";
import { FORMAT_NAMES } from "../../dataset/dataset-format.ts";
import { withOptions } from "../flags.ts";
import { integerIn } from "../localnet-flags.ts";
import { withContext } from "./with-context.ts";

const EXAMPLES = `Examples:
  af export --out ./rollouts                   Parquet, all in the data folder
  af export --out ./sft --format sft -e SAT    right answers, as conversations
  af export --out ./rollouts --push me/affine  what is new, then to the hub
  af export --out DIR --store https://records.example --tail 7200
  af export --site ./site --rounds 600         the page as plain files

Formats: ${FORMAT_NAMES.join(", ")}.
Every row names the line of the signed shard that proves it (docs/export.md).
Exit code 6 when some shards or texts are broken or missing; the rest is
exported. Environment: HF_TOKEN, HF_ENDPOINT for --push.
`;

/** `af export`: verified rollouts as a data set. */
export function exportCommand(): Command {
  const command = new Command("export")
    .description("write verified rollouts as a data set for trainers")
    .option("--out <dir>", "the data set's folder; one of an earlier export is gone on with")
    .option("--site <dir>", "instead: the page with its data in files, for any web server")
    .option("--rounds <n>", "with --site: newest rounds whose answers are in it", integerIn(1, 100_000), 600)
    .addOption(new Option("--format <name>", `form of the rows: ${FORMAT_NAMES.join(", ")}`).default("parquet"))
    .option("-e, --env <name>", "only this environment; may be repeated", collect)
    .option("--tail <blocks>", "of the last so many blocks before the newest record", integerIn(1, 100_000_000))
    .option("--store <url|dir>", "where records are (default: the data folder)")
    .option("--validator <hotkey>", "only records of this validator; may be repeated", collect)
    .option("--min-reward <score>", "least reward of a conversation in the format sft", fraction, 1)
    .option("--judge", "judge every answer again, for the columns extracted and metrics")
    .option("--push <owner/name>", "send the data set to this repository of the hub afterwards")
    .option("--public", "with --push: show it to everybody; a new repository is private otherwise")
    .addHelpText("before", EXAMPLES);
  return withOptions(command, ["endpoint", "endpointFallback", "trust", "netuid", "home"]).action(
    withContext(async () => (await import("../commands/export.ts")).exportDataset),
  );
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function fraction(text: string): number {
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && value <= 1) return value;
  throw new InvalidArgumentError("Expected a number from 0 to 1.");
}
