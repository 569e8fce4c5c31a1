import { Command, InvalidArgumentError } from "commander";
import { moduleOption } from "./module-option.ts";
import { wholeNumber } from "./whole-number.ts";
import type { sample } from "../../commands/env/sample.ts";

const EXAMPLES = `Examples:
  af env sample SAT -n 100 --level 5 --seed 1 > questions.ndjson
  af env sample SAT --params '{"variables":50}'
  af env sample ./ledger -n 3
`;

export function sampleSubcommand(): Command {
  return new Command("sample")
    .description("write questions as NDJSON, without their secrets")
    .argument("<name>", "environment, such as SAT, or the path of one of your own")
    .option("-n, --count <count>", "how many", wholeNumber, 1)
    .option("--level <level>", "difficulty; the environment's own default unless given", wholeNumber)
    .option("--params <json>", "the environment's other parameters, instead of a level", jsonObject)
    .option("--seed <seed>", "draw the same questions every time; random unless given")
    .addOption(moduleOption())
    .addHelpText("before", EXAMPLES)
    .action(async (...given: Parameters<typeof sample>) =>
      (await import("../../commands/env/sample.ts")).sample(...given),
    );
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
