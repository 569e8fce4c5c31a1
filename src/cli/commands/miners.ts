import { Argument, Command } from "commander";
import { openChain } from "../../chain/index.ts";
import { AffineError } from "../../core/index.ts";
import { readRoster } from "../../roster/index.ts";
import { withContext, type CommandContext } from "../context.ts";
import { withOptions } from "../flags.ts";
import { integerIn } from "../localnet-flags.ts";
import { printJson, printLine } from "../output.ts";
import { table } from "../table.ts";

export function minersCommand(): Command {
  const command = new Command("miners")
    .description("who competes, who does not and why")
    .addArgument(new Argument("[uid]", "only this one").argParser(integerIn(0, 65_535)))
    .addHelpText("before", "Examples:\n  af miners\n  af miners 5 --json\n");
  return withOptions(command, ["endpoint", "endpointFallback", "netuid", "home"]).action(withContext(showMiners));
}

async function showMiners(context: CommandContext, uid: number | undefined): Promise<void> {
  const network = await context.network();
  const chain = openChain({ endpoint: network.endpoint, fallback: network.endpointFallback });
  try {
    const roster = await readRoster(chain, network.netuid, { allowEndpoints: network.allowEndpoints });
    const of = <T extends { uid: number }>(entries: readonly T[]): T[] =>
      entries.filter((entry) => uid === undefined || entry.uid === uid);
    const miners = of(roster.miners);
    const leftOut = of(roster.leftOut);
    if (uid !== undefined && miners.length + leftOut.length === 0) {
      throw new AffineError("not_found", `There is no key with uid ${uid} in subnet ${network.netuid}.`, {
        hint: "`af miners` lists them all.",
      });
    }
    if (context.json) {
      await printJson({ block: roster.block, miners, leftOut, duplicates: of(roster.duplicates) });
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
    for (const { uid: copy, first } of of(roster.duplicates)) {
      await printLine(`uid ${copy} committed the same model and revision as uid ${first.uid}, later`);
    }
    if (leftOut.length === 0) return;
    await printLine("\nDo not compete:");
    for (const entry of leftOut) await printLine(`  uid ${entry.uid}: ${entry.detail} (${entry.reason})`);
  } finally {
    await chain.close();
  }
}

function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
