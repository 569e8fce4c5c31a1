import { openNetwork } from "../chain/index.ts";
import type { NetworkChoice } from "../config/index.ts";
import { rulesHash, type ContestRules } from "../replay/index.ts";
import { AffineError, opening } from "../core/index.ts";
import type { Contest } from "../serve/index.ts";
import { countBar, say } from "../telemetry/index.ts";
import { computeWeights } from "../validator/index.ts";
import { openAnnouncedRecords } from "./announced-records.ts";
import type { CommandContext } from "./context.ts";

/**
 * The contest as it follows from the signed records that validators announced on chain, and those of the data folder:
 * nobody's page has to be believed. All of them are read, which takes minutes on a network with a long history.
 *
 * @throws AffineError `interrupted`
 */
export async function contestFromRecords(
  context: CommandContext,
  network: NetworkChoice,
  rules: ContestRules,
): Promise<{ contest: Contest } | { unknown: string }> {
  if (!context.json) say("reading the records that validators announced on chain");
  try {
    return await replay(context, network, rules);
  } catch (thrown) {
    if (!AffineError.isInstance(thrown) || thrown.code === "interrupted") throw thrown;
    return { unknown: `the records cannot be replayed: ${thrown.message}` };
  }
}

async function replay(
  context: CommandContext,
  network: NetworkChoice,
  rules: ContestRules,
): Promise<{ contest: Contest } | { unknown: string }> {
  return opening(async (closing) => {
    const chain = openNetwork(network);
    closing.add(() => chain.close());
    const unread: string[] = [];
    const { store, urls } = await openAnnouncedRecords(chain, network, {
      ...{ closing, signal: context.signal },
      onTrouble: (hotkey, { message }) => void unread.push(`${hotkey.slice(0, 12)}…: ${message}`),
    });
    const bar = countBar();
    const { contest, problems } = await computeWeights({
      ...{ chain, store, rules, log: context.log },
      onProgress: (done, total) => bar.show({ doing: "replaying", done, total, unit: "blocks" }),
    }).finally(() => bar.close());
    await closing.close();
    for (const line of new Set([...unread, ...problems.map(({ message }) => message)])) {
      context.log.warn(`records left out: ${line}`);
    }
    // Records of other rules count for nothing: that nobody reigns would be no answer.
    if (contest !== null && contest.round < 0) {
      return { unknown: `no round is on record under the rules ${rulesHash(rules)}, which this program goes by` };
    }
    // The status of the API is the same but for lists that may be changed.
    if (contest !== null) return { contest: structuredClone(contest) as Contest };
    const where = urls.size === 0 ? "no validator announced on chain where its records are" : "no records decide yet";
    return { unknown: unread[0] === undefined ? where : `records cannot be read (${unread[0]})` };
  });
}
