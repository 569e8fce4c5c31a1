import { Command } from "commander";
import { cardSubcommand } from "./card.ts";
import { curriculumSubcommand } from "./curriculum.ts";
import { devSubcommand } from "./dev.ts";
import { evaluateSubcommand } from "./evaluate.ts";
import { listSubcommand } from "./list.ts";
import { newSubcommand } from "./new.ts";
import { sampleSubcommand } from "./sample.ts";
import { trySubcommand } from "./try.ts";

const EXAMPLES = `Examples:
  af env list                          environments and levels; --json tells all
  af env sample SAT -n 3               three questions, one JSON line each
  af env sample SAT -n 100 --seed 1    the same hundred every time
  af env try HUNT                      answer one yourself, turn by turn
  af env evaluate answers.ndjson       judge {challenge_id, completion} lines
  af env card SAT --samples 100        measure an environment
  af env curriculum row.json           what teaches a model most
  af env new ledger                    a package to make your own from
  af env dev ./ledger                  measure it again at every change
`;

/** What other programs call these commands, whose letters tell nothing. */
const CALLED: ReadonlyMap<string, string> = new Map([
  ["show", "list, or sample NAME -n 1"],
  ["info", "list"],
  ["ls", "list"],
  ["generate", "sample"],
  ["play", "try"],
  ["run", "try"],
  ["judge", "evaluate"],
  ["score", "evaluate"],
  ["measure", "card"],
  ["create", "new"],
  ["init", "new"],
]);

/** `af env`: list, sample, try, evaluate and measure environments. */
export function envCommand(): Command {
  const env = new Command("env").description("environments: list, sample, try, evaluate, card, curriculum, new, dev");
  env.addHelpText("before", EXAMPLES);
  for (const command of [
    listSubcommand(),
    sampleSubcommand(),
    trySubcommand(),
    evaluateSubcommand(),
    cardSubcommand(),
    curriculumSubcommand(),
    newSubcommand(),
    devSubcommand(),
  ]) {
    env.addCommand(command);
  }
  env.on("command:*", ([word = ""]: string[]) => {
    const called = CALLED.get(word);
    if (called === undefined) (env as unknown as { unknownCommand(): void }).unknownCommand();
    const text = `error: unknown command '${word}'\n(Did you mean ${called ?? ""}?)`;
    env.error(text, { code: "commander.unknownCommand" });
  });
  return env;
}
