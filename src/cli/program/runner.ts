import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { withContext } from "./with-context.ts";

export function runnerCommand(): Command {
  const command = new Command("runner")
    .description("only the questions: takes them from the queue of `af validate --no-runner`")
    .addHelpText(
      "before",
      "Examples:\n  af runner                        beside `af validate --no-runner`, same folder\n  af runner --concurrency 16 --json\n  af runner --queue redis://10.0.0.5:6379    on any number of machines\n",
    );
  return withOptions(command, ["endpoint", "home", "httpConcurrency", "perMiner", "queue", "metricsPort"]).action(
    withContext(async () => (await import("../commands/runner.ts")).run),
  );
}
