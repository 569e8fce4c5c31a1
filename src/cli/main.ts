import { expandHomeInWords } from "../config/home-path.ts";
import { hyphenated } from "./flags.ts";
import { orderlyExitCode } from "./interrupt.ts";
import { endOnFailedOutput } from "./output.ts";
import { buildProgram } from "./program.ts";
import { reportError } from "./report-error.ts";
import { useProxies } from "./use-proxy.ts";

const argv = expandHomeInWords(hyphenated(process.argv.slice(2)));
const json = argv.includes("--json");
endOnFailedOutput({ json });
try {
  const program = buildProgram({ json });
  if (argv.every((word) => /^(-v+|--verbose|--json|--no-color)$/.test(word))) program.outputHelp();
  else {
    await useProxies(process.env);
    await program.parseAsync(argv, { from: "user" });
    process.exitCode ??= orderlyExitCode();
  }
} catch (thrown) {
  process.exitCode = reportError(thrown, { json, trace: argv.includes("-vvv") });
}
