import { join } from "node:path";
import { clip } from "../../io/index.ts";
import { openNetwork, type Chain } from "../../chain/index.ts";
import { PAGE_FILE, runningPage, type NetworkChoice } from "../../config/index.ts";
import { AffineError } from "../../core/index.ts";
import { adviceFor, readRoster, type Roster } from "../../roster/index.ts";
import { contestFromRecords } from "../contest-from-records.ts";
import type { CommandContext } from "../context.ts";
import { inferenceHostOf } from "../../sdk/index.ts";
import { drawReport } from "../miners/draw-report.ts";
import { lookAtHost } from "../miners/look-at-host.ts";
import { minerReport } from "../miners/miner-report.ts";
import { readContest } from "../miners/read-contest.ts";
import { printJson, printLine } from "../output.ts";
import { table } from "../table.ts";
import { hanging } from "../wrap.ts";
import { networkRules } from "../validator-service.ts";

interface MinersFlags {
  readonly statusUrl?: string;
  readonly records?: boolean;
}

export async function showMiners(context: CommandContext, uid: number | undefined, flags: MinersFlags): Promise<void> {
  const network = await context.network();
  const chain = openNetwork(network);
  const host = inferenceHostOf(context.config, network);
  try {
    const roster = await readRoster(chain, network.netuid, {
      allowEndpoints: network.allowEndpoints,
      baseUrlOf: lookAtHost(host, context.signal),
    });
    if (uid === undefined) await showAll(context, roster);
    else await showOne(context, roster, { uid, network, chain, flags });
  } finally {
    await chain.close();
  }
}

async function showAll(context: CommandContext, roster: Roster): Promise<void> {
  const { block, miners, leftOut, duplicates } = roster;
  if (context.json) {
    await printJson({ block, miners, leftOut, duplicates });
    return;
  }
  await printLine(
    table(
      [
        { title: "uid", align: "right" },
        { title: "model" },
        { title: "revision" },
        { title: "committed", align: "right" },
      ],
      miners.map((miner) => [miner.uid, clip(miner.model, 44), miner.revision.slice(0, 8), miner.block]),
    ),
  );
  for (const { uid: copy, first } of duplicates) {
    await printLine(`uid ${copy} committed the same model as uid ${first.uid}, later`);
  }
  if (leftOut.length === 0) return;
  await printLine("\nDo not compete:");
  for (const entry of leftOut) {
    await printLine(hanging(`  uid ${entry.uid}: `, `${entry.detail} (${entry.reason})`));
  }
}

async function contestOfPage(
  page: string | undefined,
  { network, chain }: { readonly network: NetworkChoice; readonly chain: Chain },
): Promise<Awaited<ReturnType<typeof readContest>>> {
  if (page !== undefined) return readContest(page, { chain, netuid: network.netuid });
  return { unknown: "no validator's page runs on this data folder: name one with --status-url, or take --records" };
}

async function showOne(
  context: CommandContext,
  roster: Roster,
  of: {
    readonly uid: number;
    readonly network: NetworkChoice;
    readonly chain: Chain;
    readonly flags: MinersFlags;
  },
): Promise<void> {
  const miner = roster.miners.find(({ uid }) => uid === of.uid);
  const leftOut = roster.leftOut.find(({ uid }) => uid === of.uid);
  const entry = miner !== undefined ? { miner } : leftOut !== undefined ? { leftOut } : undefined;
  if (entry === undefined) {
    throw new AffineError("not_found", `There is no key with uid ${of.uid} in subnet ${of.network.netuid}.`, {
      hint: "`af miners` lists them all.",
    });
  }
  const { network, flags } = of;
  const read =
    flags.records === true
      ? await contestFromRecords(context, network, networkRules(context, network))
      : await contestOfPage(flags.statusUrl ?? runningPage(join(network.home, PAGE_FILE)), of);
  const report = minerReport(entry, "contest" in read ? read.contest : undefined);
  const unknown = "unknown" in read ? read.unknown : undefined;
  const copy = roster.duplicates.find(({ uid }) => uid === of.uid);
  if (context.json) {
    const { block, miners, leftOut: all } = roster;
    await printJson({
      block,
      miners: miners.filter(({ uid }) => uid === of.uid),
      leftOut: all.filter(({ uid }) => uid === of.uid),
      duplicates: copy === undefined ? [] : [copy],
      report: { ...report, contestUnknown: unknown ?? null },
    });
    return;
  }
  for (const line of drawReport(report, unknown)) await printLine(line);
  if (copy !== undefined) {
    await printLine(`copy      uid ${copy.first.uid} committed the same model earlier`);
    if (report.advice === null) await printLine(`do        ${adviceFor("copy")}`);
  }
}
