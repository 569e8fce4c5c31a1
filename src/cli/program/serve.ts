import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { moduleOption, patienceOption } from "./env/module-option.ts";
import { withContext } from "./with-context.ts";

export function serveCommand(): Command {
  const command = new Command("serve")
    .description("doors for trainers: the environments over HTTP and WebSocket (native batch, OpenEnv, NeMo Gym, ORS)")
    .addHelpText(
      "before",
      `Examples:
  af serve                        on http://127.0.0.1:8430; see its /llms.txt
  af serve --port 0 --json        on a free port, told as one JSON object
  af serve --host 0.0.0.0 --token-file serve.token
                                  for other machines, which send
                                  Authorization: Bearer TOKEN
  af serve --module ./my-env.mjs  with an environment of your own
`,
    );
  return withOptions(command, ["serveHost", "servePort", "serveTokenFile", "serveSessions"])
    .addOption(moduleOption())
    .addOption(patienceOption())
    .action(withContext(async () => (await import("../commands/serve.ts")).serve));
}
