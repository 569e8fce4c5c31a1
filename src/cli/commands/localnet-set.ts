import { resolve } from "node:path";
import { Command, Option } from "commander";
import { changeLocalChain } from "../../chain/index.ts";
import { demoDataFolder, readRunFile } from "../../config/index.ts";
import { AffineError } from "../../core/index.ts";
import { readAdminToken } from "../../localnet/index.ts";
import { withContext, type CommandContext } from "../context.ts";
import { withOptions } from "../flags.ts";
import { integerIn } from "../localnet-flags.ts";
import { printJson, printLine } from "../output.ts";

interface SetFlags {
  readonly commitReveal?: "on" | "off";
  readonly tempo?: number;
  readonly weightsRateLimit?: number;
  readonly versionKey?: number;
}

export function localnetSetCommand(): Command {
  const command = new Command("set")
    .description("change the rules of a running localnet, to rehearse what the network may do")
    .addHelpText(
      "before",
      "Examples:\n  af localnet set --commit-reveal on\n  af localnet set --tempo 30 --weights-rate-limit 5\n",
    )
    .addOption(new Option("--commit-reveal <mode>", "weights by commit-reveal, or plain").choices(["on", "off"]))
    .option("--tempo <blocks>", "blocks an epoch; the present one begins anew", integerIn(2, 50_400))
    .option("--weights-rate-limit <blocks>", "blocks between two settings of weights", integerIn(0, 50_400))
    .option("--version-key <key>", "lowest version key that weights may carry", integerIn(0, 1_000_000_000));
  return withOptions(command, ["home"]).action(withContext(setRules));
}

async function setRules(context: CommandContext, flags: SetFlags): Promise<void> {
  const { commitReveal, tempo, weightsRateLimit, versionKey } = flags;
  const change = {
    ...(commitReveal === undefined ? {} : { commitReveal: { enabled: commitReveal === "on" } }),
    ...(tempo === undefined ? {} : { tempo }),
    ...(weightsRateLimit === undefined ? {} : { weightsRateLimit }),
    ...(versionKey === undefined ? {} : { versionKey }),
  };
  if (Object.keys(change).length === 0) {
    throw new AffineError("usage", "Nothing is to be changed.", { hint: "See `af localnet set --help`." });
  }
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
