import { Closing } from "../../core/index.ts";
import { createAffine } from "../../sdk/index.ts";
import type { CommandContext } from "../context.ts";
import { endWithReader } from "../end-with-reader.ts";
import { networkForReading } from "../network-for-reading.ts";
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
  if (options.follow) endWithReader();
  const closing = new Closing();
  try {
    const { endpoint, home, netuid } = await networkForReading(context, closing);
    const affine = createAffine({ network: endpoint, home, netuid });
    // A connection to a node that nobody closes would keep this command from ending.
    closing.add(() => affine.close());
    for await (const rollout of affine.rollouts(flags.tail, options)) await printJson(rollout);
  } finally {
    await closing.close();
  }
  if (problems > 0) process.exitCode = 6;
}
