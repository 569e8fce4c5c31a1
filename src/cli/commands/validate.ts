import { opening } from "../../core/index.ts";
import type { CommandContext } from "../context.ts";
import { untilInterrupted } from "../interrupt.ts";
import { printLine } from "../output.ts";
import { followContest, serveMetrics, servePage, tellPage, type PageParts } from "../serve-page.ts";
import { openValidatorService } from "../validator-service.ts";
import { showStatus } from "../view/status-view.ts";

export async function validate(
  context: CommandContext,
  flags: { runner: boolean; page: boolean; fromGenesis: boolean },
): Promise<void> {
  const closing = await opening(async (parts) => {
    const network = await context.network({ signs: true });
    const started: PageParts = {};
    const page = flags.page ? await servePage(context, parts, started, network.home) : undefined;
    const pageUrl = page?.url;
    await serveMetrics(context, parts, started, network.home);
    const service = await openValidatorService(context, network, parts, {
      runner: flags.runner,
      fromGenesis: flags.fromGenesis,
    });
    started.service = service;
    if (page !== undefined) followContest(context, parts, Object.assign(started, { service }), { network, page });
    if (pageUrl !== undefined) await tellPage(pageUrl, network.home, parts);
    service.validator.start();
    if (pageUrl !== undefined && !context.json) await printLine(`page  ${pageUrl}`);
    const view = showStatus(service.status, { color: context.color, ...(pageUrl === undefined ? {} : { pageUrl }) });
    parts.add(() => view.close());
    return parts;
  });
  await untilInterrupted(context.signal);
  await closing.close();
}
