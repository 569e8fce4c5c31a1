import { join } from "node:path";
import type { z } from "zod";
import { arenaEventSchema } from "../../arena/index.ts";
import { PAGE_FILE, runningPage } from "../../config/index.ts";
import { addressSchema, AffineError, faultsOf } from "../../core/index.ts";
import { printable } from "../../io/index.ts";
import { snapshotSchema, type Snapshot } from "../../serve/index.ts";
import type { CommandContext } from "../context.ts";
import { say } from "../../telemetry/index.ts";
import { endWithReader } from "../end-with-reader.ts";
import { printJson, printLine } from "../output.ts";
import { news } from "../view/status-view.ts";
import { followPage } from "../watch/follow-page.ts";

interface WatchFlags {
  readonly statusUrl?: string;
  readonly until?: "crown";
  readonly of?: string;
}

/** Tells what happens in the arena: lines for people, NDJSON with --json. */
export async function watch(context: CommandContext, flags: WatchFlags): Promise<void> {
  const page = flags.statusUrl ?? (await ownPage(context));
  const isMeant = minerFilter(flags.of);
  const onTrouble = (why: string): void => say(`af: the page is gone (${why}); asked again`);
  let before: Snapshot["status"] | undefined;
  endWithReader();
  for await (const { event, data, id } of followPage(page, { signal: context.signal, onTrouble })) {
    if (event === "reset") say("af: the page was started anew, or too much has happened since");
    if (event === "event") {
      const told = read(data, arenaEventSchema);
      if (!isMeant(told)) continue;
      if (context.json) await printJson({ ...told, id });
      else await printLine(`block ${told.block}: ${printable(told.text, 200)}`);
      if (flags.until === "crown" && told.kind === "crown") return;
    } else if (event === "snapshot" && !(context.json && flags.of === undefined)) {
      const { status } = read(data, snapshotSchema);
      if (flags.of !== undefined) {
        const champion = status.contest?.champion ?? null;
        const reigns = flags.until === "crown" && before === undefined && champion !== null && isMeant(champion);
        before = status;
        if (!reigns) continue;
        say(`af: uid ${champion.uid} reigns already`);
        return;
      }
      // The contest's own news comes as events.
      for (const line of news(before, { ...status, contest: null })) await printLine(line);
      before = { ...status, contest: null };
    }
  }
  throw new AffineError("interrupted", "Interrupted.");
}

/** Whether something is about the miner that was named; about whomever where none was. */
function minerFilter(named: string | undefined): (of: { uid: number | null; hotkey: string | null }) => boolean {
  if (named === undefined) return () => true;
  if (/^\d{1,5}$/.test(named)) return ({ uid }) => uid === Number(named);
  if (addressSchema.safeParse(named).success) return ({ hotkey }) => hotkey === named;
  throw new AffineError("usage", `${printable(named, 60)} names no miner.`, {
    hint: "--of takes a uid, such as 9, or a hotkey: af miners lists them.",
  });
}

async function ownPage(context: CommandContext): Promise<string> {
  const { home, missesLocalnet } = await context.network({ reads: true });
  const page = runningPage(join(home, PAGE_FILE));
  if (page !== undefined) return page;
  if (missesLocalnet) {
    throw new AffineError("not_found", "The localnet of this folder has ended: nothing happens there any more.", {
      hint: "`af show` and `af miners` read what it left; `af demo` begins anew; --status-url names another page.",
    });
  }
  throw new AffineError("not_found", "No validator's page runs on this data folder.", {
    hint: "Start `af demo` here, or name a page with --status-url.",
  });
}

function read<Schema extends z.ZodType>(data: string, schema: Schema): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (cause) {
    throw new AffineError("invalid_input", "The page tells something that is no JSON.", { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AffineError(
    "invalid_input",
    `The page tells something else than this program reads: ${faultsOf(parsed.error, value)}`,
    {
      hint: "Page and program are of different versions.",
    },
  );
}
