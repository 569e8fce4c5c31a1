import { Command } from "commander";
import { rollouts } from "../../sdk/index.ts";
import { withContext, type CommandContext } from "../context.ts";
import { integerIn } from "../localnet-flags.ts";
import { printJson } from "../output.ts";

export function rolloutsCommand(): Command {
  return new Command("rollouts")
    .description("stream verified rollouts (NDJSON)")
    .option("--tail <blocks>", "of the last so many blocks", integerIn(1, 100_000_000), 100)
    .option("--follow", "go on with what comes after")
    .addHelpText("before", "Examples:\n  af rollouts --tail 100\n  af rollouts --follow | jq .score\n")
    .action(withContext(stream));
}

async function stream(context: CommandContext, flags: { tail: number; follow?: boolean }): Promise<void> {
  let problems = 0;
  const onProblem = ({ key, reason, message }: { key: string; reason: string; message: string }): void => {
    problems += 1;
    process.stderr.write(`af: ${key}: ${message} (${reason}); the rest is read\n`);
  };
  const options = { follow: flags.follow === true, signal: context.signal, onProblem };
  for await (const rollout of rollouts(flags.tail, options)) await printJson(rollout);
  if (problems > 0) process.exitCode = 6;
}
