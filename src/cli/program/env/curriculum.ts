import { Command } from "commander";
import { integerIn } from "../../localnet-flags.ts";
import { moduleOption, patienceOption } from "./module-option.ts";
import { withContext } from "../with-context.ts";

const EXAMPLES = `Examples:
  af env card SAT --base-url URL --model me/affine-7b --json > row.json
  af env curriculum row.json --group 8
  af env curriculum cards/*.json --model me/affine-7b    all of them, most first

P = 1 - p^G - (1-p)^G: how often a group of G answers to one question, each
right with probability p, holds both right and wrong ones. Other groups have
no advantage to learn from.
`;

export function curriculumSubcommand(): Command {
  return new Command("curriculum")
    .description("which level teaches a model most: the GRPO signal of each")
    .argument(
      "<files...>",
      "a model's rows, or cards with rows, of `af env card NAME --model`; one for each environment",
    )
    .option("-g, --group <count>", "answers to each question (G)", integerIn(2, 4096), 8)
    .option("--model <name>", "whose row of a card; cards without one are named and left out")
    .addOption(moduleOption())
    .addOption(patienceOption())
    .addHelpText("before", EXAMPLES)
    .action(withContext(async () => (await import("../../commands/env/curriculum.ts")).curriculum));
}
