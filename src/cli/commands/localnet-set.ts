import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { changeLocalChain } from "../../chain/index.ts";
import { demoDataFolder, readRunFile } from "../../config/index.ts";
import { AffineError } from "../../core/index.ts";
import { readAdminToken } from "../../localnet/index.ts";
import type { CommandContext } from "../context.ts";
import { printJson, printLine } from "../output.ts";
import { RULES } from "../localnet-rules.ts";

export async function setRules(context: CommandContext, words: readonly string[]): Promise<void> {
  const change = Object.assign({}, ...words.map(readRule)) as Parameters<typeof changeLocalChain>[1]["change"];
  const home = resolve(context.config.values.home ?? demoDataFolder(context.cwd));
  const run = readRunFile(`${home}/run.json`);
  if (run === undefined) {
    throw new AffineError("not_found", `No localnet runs from ${home}.`, {
      hint: "Start one with `af localnet` (or `af demo`), or name its folder with --home.",
    });
  }
  const token = await readAdminToken(home);
  const block = await changeLocalChain(run.chainUrl, { token, netuid: run.netuid, change });
  if (context.json) await printJson({ block: block.number, change });
  else await printLine(`in force from block ${block.number}`);
}

function readRule(word: string): object {
  const [name = "", value = ""] = word.split("=", 2);
  if (!Object.hasOwn(RULES, name)) {
    throw new AffineError("usage", `There is no rule ${JSON.stringify(name)} to set.`, {
      hint: `Rules: ${Object.keys(RULES).join(", ")}; such as tempo=30.`,
    });
  }
  try {
    return RULES[name as keyof typeof RULES](value);
  } catch (thrown) {
    if (!(thrown instanceof InvalidArgumentError)) throw thrown;
    throw new AffineError("usage", `${name}: ${thrown.message}`, { hint: `It was given as ${JSON.stringify(word)}.` });
  }
}
