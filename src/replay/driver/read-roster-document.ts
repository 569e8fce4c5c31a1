import type { BlockRef, Chain, Metagraph, RevealedCommitment } from "../../chain/chain.ts";
import { readParticipants, type ParticipantsView } from "../index.ts";
import { MAX_ROSTER_TEXT, type RosterDocument } from "../../record/index.ts";
import { identityOf, parseCommitment } from "../../roster/index.ts";

/** Everybody who committed something, as one block of the chain shows it. @throws AffineError as the chain's methods. */
export async function readRosterDocument(
  chain: Pick<Chain, "blockHash">,
  metagraph: Metagraph,
  revealed: ReadonlyMap<string, readonly RevealedCommitment[]>,
): Promise<RosterDocument> {
  const found = metagraph.neurons.flatMap(({ uid, hotkey, coldkey }) => {
    const present = presentCommitment(revealed.get(hotkey) ?? []);
    return present === undefined ? [] : [{ uid, hotkey, coldkey, ...present }];
  });
  const hashes = new Map<number, string>();
  for (const { block } of found) if (!hashes.has(block)) hashes.set(block, await chain.blockHash(block));
  const entries = found
    .map((entry) => ({ ...entry, beacon: hashes.get(entry.block) ?? "" }))
    .sort((a, b) => a.uid - b.uid);
  return { v: 1, kind: "roster", netuid: metagraph.netuid, entries };
}

/**
 * The newest commitment, at the block of the first of those that committed the same model without another between: who
 * only moves a model to another host keeps its place.
 */
function presentCommitment(reveals: readonly RevealedCommitment[]): { block: number; text: string } | undefined {
  const inOrder = reveals.map((reveal, at) => ({ ...reveal, at })).sort((a, b) => a.block - b.block || a.at - b.at);
  const newest = inOrder.at(-1);
  if (newest === undefined) return undefined;
  const model = modelOf(newest.text);
  let { block } = newest;
  for (const { block: earlier, text } of inOrder.reverse()) {
    if (modelOf(text) !== model) break;
    block = earlier;
  }
  return { block, text: newest.text.toWellFormed().slice(0, MAX_ROSTER_TEXT).toWellFormed() };
}

/** What tells two commitments apart: the model where one can be read, else the text. */
function modelOf(text: string): string {
  const { commitment } = parseCommitment(text);
  return commitment === undefined ? `text ${text}` : `model ${identityOf(commitment)}`;
}

/** The chain at a grid block, for {@link readRosterDocument} and a snapshot of it. */
export interface GridView extends ParticipantsView {
  readonly ref: BlockRef;
  readonly revealed: ReadonlyMap<string, readonly RevealedCommitment[]>;
}

/** Reads all that a snapshot holds, at one block. @throws AffineError as the chain's methods. */
export async function readGrid(chain: Chain, netuid: number, block: number): Promise<GridView> {
  const ref = { number: block, hash: await chain.blockHash(block) };
  const [view, revealed] = await Promise.all([
    readParticipants(chain, netuid, ref),
    chain.revealedCommitments(netuid, ref),
  ]);
  return { ...view, ref, revealed };
}
