import { AffineError, opening } from "../../core/index.ts";
import { webFolder } from "../../serve/index.ts";
import { replayArena } from "../arena/replayed-arena.ts";
import type { CommandContext } from "../context.ts";
import { networkForReading } from "../network-for-reading.ts";
import { printJson, printLine } from "../output.ts";
import { writeSite } from "../site/write-site.ts";
import { say } from "../../telemetry/index.ts";

/** The page and its data in files: replayed from the records, for any web server. */
export async function exportSite(context: CommandContext, folder: string, rounds: number): Promise<void> {
  const page = webFolder();
  if (page === undefined) {
    throw new AffineError("not_found", "The page is not built: dist/web is missing.", { hint: "Run `npm run build`." });
  }
  await opening(async (closing) => {
    const network = await networkForReading(context, closing);
    if (!context.json) say("reading the records that validators announced on chain");
    const arena = await replayArena(context, network, closing, { rounds, isStatic: true });
    const report = await writeSite(folder, arena, { webFolder: page, netuid: network.netuid, signal: context.signal });
    if (context.json) await printJson(report);
    else {
      const { tests, rounds: kept, shards, transcripts, documents, missing } = report;
      await printLine(`${report.folder}: ${tests} duels, ${kept} rounds, as of block ${report.block ?? "none"}`);
      await printLine(
        `${shards} shards, ${transcripts} texts, ${documents} documents${missing === 0 ? "" : `; ${missing} are nowhere to be had`}`,
      );
    }
    await closing.close();
  });
}
