import { once } from "node:events";
import { Command } from "commander";
import { opening } from "../../core/index.ts";
import { withContext, type CommandContext } from "../context.ts";
import { withOptions } from "../flags.ts";
import { printLine } from "../output.ts";
import { openValidatorService, serveMetrics, servePage, type ValidatorService } from "../validator-service.ts";
import { showStatus } from "../view/status-view.ts";

export function validateCommand(): Command {
  const command = new Command("validate")
    .alias("validator")
    .description("the validator: rounds, records, decision, weights")
    .option("--no-runner", "leave the questions to `af runner` processes on the same data folder")
    .option("--no-page", "do not serve the page and its API")
    .addHelpText(
      "before",
      "Examples:\n  af -vv validate\n  af validate --no-runner          with `af runner` in other terminals\n",
    );
  return withOptions(command, [
    "endpoint",
    "endpointFallback",
    "netuid",
    "home",
    "walletDir",
    "coldkey",
    "hotkey",
    "signerUrl",
    "signerTokenFile",
    "recordsUrl",
    "mechanism",
    "roundBlocks",
    "httpConcurrency",
    "metricsPort",
    "host",
    "port",
  ]).action(withContext(validate));
}

async function validate(context: CommandContext, flags: { runner: boolean; page: boolean }): Promise<void> {
  const closing = await opening(async (parts) => {
    const network = await context.network();
    const started: { service?: ValidatorService } = {};
    const pageUrl = flags.page
      ? await servePage(context, parts, () => started.service?.status(), network.home)
      : undefined;
    await serveMetrics(context, parts, () => started.service?.status());
    const service = await openValidatorService(context, network, parts, { runner: flags.runner });
    started.service = service;
    service.validator.start();
    if (pageUrl !== undefined && !context.json) await printLine(`page  ${pageUrl}`);
    const view = showStatus(service.status, { color: context.color, ...(pageUrl === undefined ? {} : { pageUrl }) });
    parts.add(() => view.close());
    return parts;
  });
  if (!context.signal.aborted) await once(context.signal, "abort");
  await closing.close();
}
