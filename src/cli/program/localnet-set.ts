import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { RULES } from "../localnet-rules.ts";
import { withContext } from "./with-context.ts";

export function localnetSetCommand(): Command {
  const command = new Command("set")
    .description("change the rules of a running localnet, to rehearse what the network may do")
    .addHelpText(
      "before",
      "Examples:\n  af localnet set commit-reveal=on\n  af localnet set tempo=30 weights-rate-limit=5\n",
    )
    .argument("<rules...>", `NAME=VALUE; names: ${Object.keys(RULES).join(", ")}`);
  return withOptions(command, ["home"]).action(
    withContext(async () => (await import("../commands/localnet-set.ts")).setRules),
  );
}
