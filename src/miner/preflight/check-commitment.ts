import type { Chain } from "../../chain/index.ts";
import { inspectCommitment, type InspectionContext } from "../../inspection/index.ts";
import { parseCommitment, readCommitment, type CommitmentRules, type ModelCommitment } from "../../roster/index.ts";
import { failed, faulted, passed, skipped, type Check } from "./check.ts";

/** Uid 0 is free of the name rule; anybody else is not. */
const SOMEBODY = 1;

/** The commitment's text, held against the rules of the network. */
export function checkText(commitment: ModelCommitment, rules: CommitmentRules): Check {
  const text = JSON.stringify(commitment);
  const { fault } = readCommitment({ uid: SOMEBODY, text }, rules);
  return fault === undefined
    ? passed("commitment", `${Buffer.byteLength(text)} bytes, in order`)
    : faulted("commitment", fault);
}

/** Whether a key committed this very content before; the earliest commitment of an identity is the one that counts. */
export async function checkEarlier(
  chain: Chain,
  netuid: number,
  of: { readonly identity: string; readonly hotkey: string | undefined },
): Promise<Check> {
  const head = await chain.head();
  const [{ neurons }, revealed] = await Promise.all([
    chain.metagraph(netuid, head),
    chain.revealedCommitments(netuid, head),
  ]);
  const found = [...revealed].flatMap(([hotkey, reveals]) =>
    reveals
      .filter(({ text }) => parseCommitment(text).commitment?.identity === of.identity)
      .map(({ block }) => ({ hotkey, block })),
  );
  const [first] = found.sort((a, b) => a.block - b.block);
  if (first === undefined) return passed("original", `nobody of ${neurons.length} keys has committed this content`);
  if (first.hotkey === of.hotkey) return passed("original", `committed by this key at block ${first.block}`);
  const uid = neurons.find(({ hotkey }) => hotkey === first.hotkey)?.uid;
  const who = uid === undefined ? first.hotkey : `uid ${uid}`;
  return failed(
    "original",
    `${who} committed this very content at block ${first.block}`,
    "A copy is not admitted: train the model further. If that key is yours, name it: --coldkey, --hotkey.",
    "copy",
  );
}

/** Everything that validators look at once a model is published and deployed: their own code. */
export async function checkPublished(commitment: ModelCommitment, context: InspectionContext): Promise<Check[]> {
  const { facts, fault } = await inspectCommitment(commitment, context);
  if (fault !== undefined) return [faulted("published", fault)];
  const { model, baseUrl, deployment } = facts;
  return [
    model === null
      ? skipped("published", "the commitment names a server and no identity", "Commit an identity too.")
      : passed("published", `${model.architecture}, content as committed`),
    passed("host", `hot at ${baseUrl}${deployment === null ? "" : `, deployment ${deployment.id}`}`),
  ];
}
