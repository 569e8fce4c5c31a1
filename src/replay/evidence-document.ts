import { z } from "zod";
import { encodeDocument } from "../record/index.ts";
import type { ContestState } from "./replay-state.ts";

/** What the header of a published state says; the rest is for people and programs that look at it. */
export const evidenceDocumentSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("evidence"),
  netuid: z.int().min(0).max(65_535),
  block: z.int().nonnegative(),
  round: z.int().min(-1),
});
export type EvidenceDocument = z.infer<typeof evidenceDocumentSchema>;

/** The state of a contest as the document that a decision record names: integers and texts only. */
export function evidenceDocument(netuid: number, state: ContestState): EvidenceDocument {
  const { block, round, reign, crownings, anchorsBp, pendingCrown, champion, challengers } = state;
  const { standings, validators, roots, unpaid, resting } = state;
  return {
    v: 1,
    kind: "evidence",
    netuid,
    block,
    round,
    reign,
    champion:
      champion === null
        ? null
        : { ...modelOf(champion.contestant), crownedBlock: champion.crownedBlock, scores: state.championScores },
    crowns: crownings.map(({ contestant, ...crowning }) => ({ ...modelOf(contestant), ...crowning })),
    anchorsBp,
    pendingCrown,
    unpaid,
    resting,
    challengers: challengers.map(({ contestant, trial, admittedBlock, epsBp }) => ({
      ...modelOf(contestant),
      trial,
      admittedBlock,
      epsBp,
    })),
    standings,
    validators,
    roots,
  };
}

/** SHA-256 of the document's canonical bytes. */
export function evidenceHash(document: EvidenceDocument): string {
  return encodeDocument(document).hash;
}

function modelOf({ id, uid, hotkey, model, revision, identity, committed }: ContestStateModel) {
  return { id, uid, hotkey, model, revision, identity, committed };
}

type ContestStateModel = ContestState["challengers"][number]["contestant"];
