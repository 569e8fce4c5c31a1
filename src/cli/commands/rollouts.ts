import { createAffine } from "../../sdk/index.ts";
import type { CommandContext } from "../context.ts";
import { printJson } from "../output.ts";
import { say } from "../../telemetry/index.ts";

export async function stream(
  context: CommandContext,
  flags: { tail: number; follow?: boolean; store?: string },
): Promise<void> {
  let problems = 0;
  const onProblem = ({ key, reason, message }: { key: string; reason: string; message: string }): void => {
    problems += 1;
    say(`af: ${key}: ${message} (${reason}); the rest is read`);
  };
  const options = {
    follow: flags.follow === true,
    signal: context.signal,
    onProblem,
    onNothing: (why: string): void => say(`af: ${why}`),
    ...(flags.store === undefined ? {} : { store: flags.store }),
  };
  const affine = createAffine();
  try {
    for await (const rollout of affine.rollouts(flags.tail, options)) await printJson(rollout);
  } finally {
    // A connection to a node that nobody closes would keep this command from ending.
    await affine.close();
  }
  if (problems > 0) process.exitCode = 6;
}
