import { Command } from "commander";
import { reportFault } from "./report-error.ts";
import { readVersion } from "./version.ts";
import { completionCommand } from "./program/completion.ts";
import { checkpointCommand } from "./program/checkpoint.ts";
import { configCommand } from "./program/config.ts";
import { doctorCommand } from "./program/doctor.ts";
import { localnetCommand } from "./program/localnet.ts";
import { demoCommand } from "./program/demo.ts";
import { evalCommand } from "./program/eval.ts";
import { exportCommand } from "./program/export.ts";
import { envCommand } from "./program/env/index.ts";
import { minersCommand } from "./program/miners.ts";
import { preflightCommand } from "./program/preflight.ts";
import { pullCommand } from "./program/pull.ts";
import { pushCommand } from "./program/push.ts";
import { rolloutsCommand } from "./program/rollouts.ts";
import { runnerCommand } from "./program/runner.ts";
import { sandboxCommand } from "./program/sandbox/index.ts";
import { serveCommand } from "./program/serve.ts";
import { showCommand } from "./program/show.ts";
import { signerCommand } from "./program/signer.ts";
import { simulateCommand } from "./program/simulate.ts";
import { validateCommand } from "./program/validate.ts";
import { walletCommand } from "./program/wallet/index.ts";
import { verifyCommand } from "./program/verify.ts";
import { watchCommand } from "./program/watch.ts";
import { weightsCommand } from "./program/weights.ts";

const EXAMPLES = `Examples:
  af demo                          a whole subnet on this machine
  af env sample SAT -n 3           three questions, one JSON line each
  af miners                        who competes, who does not and why
  af -vv validate                  run the validator, with debug logging
`;

/**
 * The command tree of `af`.
 *
 * @param options.json `--json` is among the words: what is wrong with them is thrown, and not printed by the parser too
 */
export function buildProgram({ json = false }: { json?: boolean } = {}): Command {
  const program = new Command("af")
    .description("Affine: an open arena that pays for better reasoning.")
    .version(readVersion(), "-V, --version", "print the version")
    .option("-v, --verbose", "say more: -v info, -vv debug, -vvv trace", (_: string, count: number) => count + 1, 0)
    .option("--json", "print data as JSON (one object; NDJSON for streams), the log too where it goes to a file")
    .option("--config <file>", "configuration file instead of ./affine.config.json")
    .option("--no-color", "no colours [NO_COLOR]")
    .addHelpText("before", EXAMPLES)
    .helpOption("-h, --help", "print help")
    .showSuggestionAfterError(true)
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true })
    .exitOverride();
  program.configureOutput({
    writeErr: json ? () => undefined : reportFault,
    outputError: (text, writeLine) => writeLine(text.replace(/^error: /, "af: ")),
  });
  for (const command of [
    demoCommand(),
    validateCommand(),
    runnerCommand(),
    signerCommand(),
    weightsCommand(),
    minersCommand(),
    showCommand(),
    watchCommand(),
    pullCommand(),
    pushCommand(),
    preflightCommand(),
    envCommand(),
    evalCommand(),
    serveCommand(),
    sandboxCommand(),
    rolloutsCommand(),
    exportCommand(),
    verifyCommand(),
    checkpointCommand(),
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
