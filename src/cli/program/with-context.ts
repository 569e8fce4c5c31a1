import type { Command } from "commander";
import type { CommandContext } from "../context.ts";

type Run<Args extends unknown[]> = (context: CommandContext, ...args: Args) => Promise<void>;

/** A command's action, which gets its context first. Its code is loaded when it runs: help does not wait for it. */
export function withContext<Args extends unknown[]>(
  load: () => Promise<Run<Args>>,
): (this: Command, ...args: Args) => Promise<void> {
  return async function (this: Command, ...args: Args) {
    const [{ commandContext }, run] = await Promise.all([import("../context.ts"), load()]);
    await run(commandContext(this), ...args);
  };
}
