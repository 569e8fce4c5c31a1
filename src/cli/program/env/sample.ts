import { Command, InvalidArgumentError, Option } from "commander";
import { FORMAT_NAMES } from "../../../dataset/dataset-format.ts";
import { withContext } from "../with-context.ts";
import { moduleOption, patienceOption } from "./module-option.ts";
import { positive, wholeNumber } from "./whole-number.ts";
import { seedText } from "../seed-text.ts";

const EXAMPLES = `Examples:
  af env sample SAT -n 100 --level 5 --seed 1 > questions.ndjson
  af env sample SAT --params '{"variables":50}'
  af env sample ./ledger -n 3
  af env sample SAT -n 1000 --format trl --out ./questions   a data set
  af env sample SAT --format dimacs > q.cnf                  for a solver
  af env sample SAT -n 1000 --format nemo > questions.jsonl  its rows as NDJSON
`;

export function sampleSubcommand(): Command {
  return new Command("sample")
    .description("write questions as NDJSON, without their secrets")
    .argument("<name>", "environment, such as SAT, or the path of one of your own")
    .option("-n, --count <count>", "how many", positive, 1)
    .option("--level <level>", "difficulty; the environment's own default unless given", wholeNumber)
    .option("--params <json>", "the environment's other parameters, instead of a level", jsonObject)
    .option("--seed <seed>", "draw the same questions every time; random unless given", seedText)
    .addOption(new Option("--format <name>", `rows for a trainer: ${FORMAT_NAMES.join(", ")}; or dimacs (SAT)`))
    .option("--out <dir>", "with --format: write a data set into this folder, in the format's own files")
    .option("--push <owner/name>", "with --out: send it to this repository of the hub (HF_TOKEN, HF_ENDPOINT)")
    .option("--public", "with --push: show it to everybody; a new repository is private otherwise")
    .addOption(moduleOption())
    .addOption(patienceOption())
    .addHelpText("before", EXAMPLES)
    .action(withContext(async () => (await import("../../commands/env/sample.ts")).sample));
}

function jsonObject(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new InvalidArgumentError(`It is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new InvalidArgumentError("It must be a JSON object.");
}
