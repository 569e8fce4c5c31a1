import { opening } from "../../core/index.ts";
import { challengeFromId } from "../../envs/index.ts";
import type { CommandContext } from "../context.ts";
import { networkForReading } from "../network-for-reading.ts";
import { printJson, printLine } from "../output.ts";
import { askerOf } from "../show/asker-of.ts";
import { showShardLine } from "../show/show-shard-line.ts";
import { showTarget } from "../show/show-target.ts";
import { targetOf } from "../show/target.ts";
import { networkRules } from "../validator-service.ts";

export interface ShowFlags {
  readonly statusUrl?: string;
  readonly records?: boolean;
  readonly store?: string;
}

/** One thing of the arena in words, with its proof. */
export async function show(context: CommandContext, word: string, flags: ShowFlags): Promise<void> {
  const target = targetOf(word);
  if (target.kind === "question") {
    const { env, version, params, prompt, id } = challengeFromId(target.id);
    if (context.json) await printJson({ id, env, version, params, prompt });
    else await printLine(prompt);
    return;
  }
  await opening(async (closing) => {
    const network = await networkForReading(context, closing);
    if (target.kind === "record") await showShardLine(context, target, { network, store: flags.store });
    else {
      const asker = await askerOf(context, network, closing, flags);
      const found = await showTarget(asker, target, networkRules(context, network));
      if (context.json) await printJson(Object.assign({}, ...found.map(({ data }) => data)));
      else await printParts(found.map(({ lines }) => lines));
    }
    await closing.close();
  });
}

async function printParts(parts: readonly (readonly string[])[]): Promise<void> {
  for (const line of parts.flatMap((lines, place) => (place === 0 ? lines : ["", ...lines]))) await printLine(line);
}
