import { AffineError } from "../core/index.ts";
import type { Command } from "commander";
import colors from "picocolors";
import { chooseNetwork, resolveConfig, type Config, type NetworkChoice } from "../config/index.ts";
import { levelOfVerbosity, logAsJson, logger, setLogLevel, type Logger } from "../telemetry/index.ts";
import { givenFlags } from "./flags.ts";
import { interruptSignal } from "./interrupt.ts";

/** Everything a command needs from around it. */
export interface CommandContext {
  readonly config: Config;
  readonly cwd: string;
  /** `--json` was given. */
  readonly json: boolean;
  /** Colours are wanted on stderr. */
  readonly color: boolean;
  /** Count of -v flags. */
  readonly verbosity: number;
  readonly log: Logger;
  /** Aborts at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /**
   * Chooses the network and logs the choice; loudly where a command signs and nobody named one. `reads`: for a localnet
   * that has ended, the caller has its chain (`networkForReading`). `works`: for a network it must not be mistaken in, too,
   * though it signs nothing.
   */
  network(options?: {
    readonly signs?: boolean;
    readonly reads?: boolean;
    readonly works?: boolean;
  }): Promise<NetworkChoice>;
}

interface GlobalOptions {
  json?: boolean;
  config?: string;
  verbose?: number;
  color?: boolean;
}

export function commandContext(command: Command): CommandContext {
  const globals = command.optsWithGlobals<GlobalOptions>();
  setLogLevel(levelOfVerbosity(globals.verbose ?? 0));
  if (globals.json === true) logAsJson();
  const log = logger(command.name());
  const cwd = process.cwd();
  const config = resolveConfig({ flags: givenFlags(command), env: process.env, cwd, configFile: globals.config });
  for (const notice of config.notices) log.warn(notice);
  return {
    config,
    cwd,
    json: globals.json === true,
    verbosity: globals.verbose ?? 0,
    color: globals.color !== false && colors.isColorSupported,
    log,
    // Only who asks for it takes Ctrl-C over: it ends everything else at once, a stranger's endless loop too.
    get signal() {
      return interruptSignal();
    },
    async network(options) {
      const choice = await chooseNetwork(config, { cwd, env: process.env });
      const chosen = { endpoint: choice.endpoint, netuid: choice.netuid };
      // Whoever signs or asks for a network should know which, and never does so for another one than the localnet that was meant.
      if ((options?.signs === true || options?.works === true) && choice.missesLocalnet) {
        throw new AffineError(
          "config_invalid",
          `A localnet was run in this folder and does not answer; without it this would be for ${choice.endpoint}.`,
          {
            hint: "Start it first (af localnet, and wait until it is ready), or name the network: SUBTENSOR_ENDPOINT=finney.",
          },
        );
      }
      if ((choice.missesLocalnet && options?.reads !== true) || (options?.signs === true && choice.isFallback)) {
        log.warn(
          chosen,
          `this is for ${choice.endpoint}: ${choice.why}. For a localnet start that first (af localnet)`,
        );
      } else log.info(chosen, `network chosen: ${choice.why}`);
      return choice;
    },
  };
}
