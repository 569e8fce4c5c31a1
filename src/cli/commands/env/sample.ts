import { Command, InvalidArgumentError } from "commander";
import { EnvironmentSampler, type SeedOption } from "../../../envs/index.ts";
import { printJson } from "../../output.ts";
import { chosenEnvironment, moduleOption, type ModuleOption } from "./chosen-environment.ts";

const EXAMPLES = `Examples:
  af env sample SAT -n 100 --level 5 --seed 1 > questions.ndjson
  af env sample SAT --params '{"variables":50}'
  af env sample ./ledger -n 3
`;

interface SampleOptions extends ModuleOption {
  readonly count: number;
  readonly level?: number;
  readonly params?: object;
  readonly seed?: string;
}

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
    .action(async (name: string, options: SampleOptions) => {
      const { count, level, params, seed } = options;
      const terms = { ...params, ...(level === undefined ? {} : { level }) };
      const sampler = new EnvironmentSampler<object>(await chosenEnvironment(name, options), terms);
      const draw: SeedOption = seed === undefined ? {} : { seed };
      for await (const challenge of sampler.stream(count, draw)) await printJson(challenge);
    });
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text)) return value;
  throw new InvalidArgumentError("It must be a whole number.");
}

export function positive(text: string): number {
  const value = wholeNumber(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("It must be at least 1.");
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
