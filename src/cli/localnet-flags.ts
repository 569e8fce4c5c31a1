import { InvalidArgumentError, type Command } from "commander";
import type { LocalnetOptions } from "../localnet/index.ts";

export interface LocalnetFlagValues {
  readonly fresh?: boolean;
  readonly blockMs?: number;
  readonly tempo: number;
  readonly weightsRateLimit: number;
  readonly commitReveal?: boolean;
  readonly chainPort?: number;
  readonly inferencePort?: number;
}

/** Flags of a network on this machine, for `af demo` and `af localnet`. */
export function addLocalnetFlags(command: Command, { blockMsText = "1000" }: { blockMsText?: string } = {}): Command {
  return command
    .option("--fresh", "begin anew: deletes what earlier starts left in the data folder")
    .option("--block-ms <ms>", `time between blocks (default: ${blockMsText})`, integerIn(50, 60_000))
    .option("--tempo <blocks>", "blocks an epoch", integerIn(2, 50_400), 10)
    .option("--weights-rate-limit <blocks>", "blocks between two settings of weights", integerIn(0, 50_400), 5)
    .option("--commit-reveal", "weights by commit-reveal, as the network has it (for a new chain)")
    .option(
      "--chain-port <port>",
      "port of the chain (default: the last start's, else a free one)",
      integerIn(0, 65_535),
    )
    .option(
      "--inference-port <port>",
      "port of the models (default: the last start's, else a free one)",
      integerIn(0, 65_535),
    );
}

/** The flags as options of a localnet. */
export function localnetFlags(flags: LocalnetFlagValues): Omit<LocalnetOptions, "home" | "models" | "log"> {
  const { blockMs, tempo, weightsRateLimit, commitReveal, chainPort, inferencePort } = flags;
  return {
    ...(blockMs === undefined ? {} : { blockMs }),
    tempo,
    weightsRateLimit,
    commitReveal: commitReveal === true,
    ...(chainPort === undefined ? {} : { chainPort }),
    ...(inferencePort === undefined ? {} : { inferencePort }),
  };
}

/** Reads a whole number of a flag. */
export function integerIn(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${low} to ${high}.`);
  };
}
