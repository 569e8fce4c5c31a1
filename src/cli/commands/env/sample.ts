import { Command, InvalidArgumentError } from "commander";
import { environment, EnvironmentSampler, type SeedOption } from "../../../envs/index.ts";
import { printJson } from "../../output.ts";

const EXAMPLES = `Examples:
  af env sample SAT -n 100 --level 5 --seed 1 > questions.ndjson
  af env sample SAT --params '{"variables":50}'
`;

interface SampleOptions {
  readonly count: number;
  readonly level?: number;
  readonly params?: object;
  readonly seed?: string;
}

export function sampleSubcommand(): Command {
  return new Command("sample")
    .description("write questions as NDJSON, without their secrets")
    .argument("<name>", "environment, such as SAT")
    .option("-n, --count <count>", "how many", wholeNumber, 1)
    .option("--level <level>", "difficulty; the environment's own default unless given", wholeNumber)
    .option("--params <json>", "the environment's other parameters, instead of a level", jsonObject)
    .option("--seed <seed>", "draw the same questions every time; random unless given")
    .addHelpText("before", EXAMPLES)
    .action(async (name: string, options: SampleOptions) => {
      const { count, level, params, seed } = options;
      const terms = { ...params, ...(level === undefined ? {} : { level }) };
      const sampler = new EnvironmentSampler<object>(environment(name), terms);
      const draw: SeedOption = seed === undefined ? {} : { seed };
      for await (const challenge of sampler.stream(count, draw)) await printJson(challenge);
    });
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text)) return value;
  throw new InvalidArgumentError("It must be a whole number.");
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
