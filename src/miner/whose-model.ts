import type { Chain } from "../chain/index.ts";
import { AffineError } from "../core/index.ts";
import { printable } from "../io/index.ts";
import { latestReveal, parseCommitment } from "../roster/index.ts";
import { committedModel, type CommittedModel } from "./committed-model.ts";

/**
 * The model that somebody asks for: by `uid`, by the name of its repository (`owner/name`), by its miner's hotkey, or
 * `champion`: the miner whom the chain pays most now.
 *
 * @throws AffineError `invalid_input` for a word that is none of these, `not_found`, and what {@link committedModel}
 * throws
 */
export async function whoseModel(chain: Chain, netuid: number, who: string): Promise<CommittedModel> {
  return committedModel(chain, netuid, await uidOf(chain, netuid, who));
}

async function uidOf(chain: Chain, netuid: number, who: string): Promise<number> {
  if (/^\d{1,5}$/.test(who) && Number(who) <= 65_535) return Number(who);
  const head = await chain.head();
  const { neurons } = await chain.metagraph(netuid, head);
  if (who === "champion") {
    const [paid] = [...neurons].sort((a, b) => b.incentive - a.incentive || a.uid - b.uid);
    const revealed = await chain.revealedCommitments(netuid, head);
    if (paid !== undefined && paid.incentive > 0 && revealed.has(paid.hotkey)) return paid.uid;
    throw new AffineError("not_found", "The chain pays no miner yet: there is no champion.", {
      hint: "Weights count from the epoch after the one in which they were set; `af miners` shows who competes.",
    });
  }
  if (/^5[1-9A-HJ-NP-Za-km-z]{46,47}$/.test(who)) {
    const found = neurons.find(({ hotkey }) => hotkey === who);
    if (found !== undefined) return found.uid;
    throw new AffineError("not_found", `${who} is not registered in subnet ${netuid}.`, {
      hint: "`af miners` lists who is.",
    });
  }
  if (/^[^/\s]+\/[^/\s]+$/.test(who)) {
    const revealed = await chain.revealedCommitments(netuid, head);
    const uids = neurons.filter(({ hotkey }) => modelOf(latestReveal(revealed.get(hotkey))?.text) === who);
    const [only, ...others] = uids.map(({ uid }) => uid);
    if (only !== undefined && others.length === 0) return only;
    throw new AffineError(
      "not_found",
      only === undefined
        ? `Nobody in subnet ${netuid} has committed ${JSON.stringify(printable(who))}.`
        : `Uids ${[only, ...others].join(", ")} have all committed ${JSON.stringify(printable(who))}.`,
      { hint: only === undefined ? "`af miners` lists the models." : "Name the uid." },
    );
  }
  throw new AffineError("invalid_input", `${JSON.stringify(printable(who))} names no model.`, {
    hint: "Give a uid, `champion`, a repository (owner/name) or a hotkey.",
  });
}

function modelOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : parseCommitment(text).commitment?.model;
}
