import { Command } from "commander";
import { readVersion } from "./version.ts";
import { completionCommand } from "./commands/completion.ts";
import { configCommand } from "./commands/config.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { localnetCommand } from "./commands/localnet.ts";
import { demoCommand } from "./commands/demo.ts";
import { evalCommand } from "./commands/eval.ts";
import { envCommand } from "./commands/env/index.ts";
import { minersCommand } from "./commands/miners.ts";
import { preflightCommand } from "./commands/preflight.ts";
import { pullCommand } from "./commands/pull.ts";
import { pushCommand } from "./commands/push.ts";
import { rolloutsCommand } from "./commands/rollouts.ts";
import { runnerCommand } from "./commands/runner.ts";
import { sandboxCommand } from "./commands/sandbox/index.ts";
import { signerCommand } from "./commands/signer.ts";
import { simulateCommand } from "./commands/simulate/index.ts";
import { validateCommand } from "./commands/validate.ts";
import { walletCommand } from "./commands/wallet/index.ts";
import { verifyCommand } from "./commands/verify.ts";
import { weightsCommand } from "./commands/weights.ts";

const EXAMPLES = `Examples:
  af demo                          a whole subnet on this machine
  af env sample SAT -n 3           three questions, one JSON line each
  af miners                        who competes, who does not and why
  af -vv validate                  run the validator, with debug logging
`;

/** The command tree of `af`. */
export function buildProgram(): Command {
  const program = new Command("af")
    .description("Affine: an open arena that pays for better reasoning.")
    .version(readVersion(), "-V, --version", "print the version")
    .option("-v, --verbose", "say more: -v info, -vv debug, -vvv trace", (_: string, count: number) => count + 1, 0)
    .option("--json", "print data as JSON (one object; NDJSON for streams)")
    .option("--config <file>", "configuration file instead of ./affine.config.json")
    .option("--no-color", "no colours [NO_COLOR]")
    .addHelpText("before", EXAMPLES)
    .helpOption("-h, --help", "print help")
    .showSuggestionAfterError(true)
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true })
    .exitOverride();
  for (const command of [
    demoCommand(),
    validateCommand(),
    runnerCommand(),
    signerCommand(),
    weightsCommand(),
    minersCommand(),
    pullCommand(),
    pushCommand(),
    preflightCommand(),
    envCommand(),
    evalCommand(),
    sandboxCommand(),
    rolloutsCommand(),
    verifyCommand(),
    simulateCommand(),
    localnetCommand(),
    walletCommand(),
    configCommand(),
    doctorCommand(),
    completionCommand(() => program),
  ]) {
    program.addCommand(command);
  }
  inherit(program);
  return program;
}

/** Subcommands throw instead of exiting, and suggest corrections, as the root does. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    child.exitOverride();
    inherit(child);
  }
}
