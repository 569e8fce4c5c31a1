import { expandHomeInWords } from "../config/home-path.ts";
import { AffineError } from "../core/index.ts";
import { endIsTold, endProcess, endWithWork } from "./ending.ts";
import { hyphenated } from "./flags.ts";
import { cutShortExitCode, orderlyExitCode } from "./interrupt.ts";
import { endOnFailedOutput } from "./output.ts";
import { buildProgram } from "./program.ts";
import { reportError } from "./report-error.ts";
import { uncaughtFault } from "./uncaught.ts";
import { useProxies } from "./use-proxy.ts";

const argv = expandHomeInWords(hyphenated(process.argv.slice(2)));
const json = argv.includes("--json");
const trace = argv.includes("-vvv");
endOnFailedOutput({ json });
let isDone = false;
process.once("beforeExit", () => {
  if (isDone) return;
  // Without this the program would end in silence, and as if all had been done.
  const error = new AffineError("internal", "Nothing is left to wait for, and the command has not come to its end.", {
    hint: "A promise that nothing settles: in a module of your own look for it there, else report the command.",
  });
  process.exitCode = reportError(error, { json, trace: false });
  endIsTold();
});
// What no command has caught ends the program with a line and its exit code, too.
process.on("uncaughtException", (thrown) => endProcess(reportError(uncaughtFault(thrown), { json, trace })));
try {
  const program = buildProgram({ json });
  if (argv.every((word) => /^(-v+|--verbose|--json|--no-color)$/.test(word))) program.outputHelp();
  else {
    await useProxies(process.env);
    await program.parseAsync(argv, { from: "user" });
    process.exitCode ??= orderlyExitCode();
  }
  isDone = true;
} catch (thrown) {
  isDone = true;
  process.exitCode = cutShortExitCode(reportError(thrown, { json, trace }));
}
await endWithWork();
