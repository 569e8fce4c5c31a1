import type { Contest } from "../../src/arena/contest-schema.ts";
import { count, nameOf, percent } from "../format.ts";
import { shadowSaid } from "../shadow-said.ts";

/** Who reigns, by what scores, and what is about to change. */
export function Reign({ contest }: { contest: Contest }) {
  const { champion, pendingCrown, unpaid, resting, anchorsBp, shadow } = contest;
  const anchors = Object.entries(anchorsBp).flatMap(([name, bp]) =>
    bp === null ? [] : [`${name} ${(bp / 100).toFixed(1)}%`],
  );
  return (
    <p class="reign">
      {champion === null
        ? `${vacancy(contest)}: models are tried until one is better than a blind guess everywhere. The payment is burnt meanwhile.`
        : `Reign ${contest.reign}: uid ${champion.uid} ${nameOf(champion.model)} since block ${count(champion.crownedBlock)}, ${Object.entries(
            champion.scores,
          )
            .map(([name, score]) => `${name} ${percent(score)}`)
            .join(", ")} over ${count(champion.rounds)} rounds.`}
      {pendingCrown !== null &&
        ` Uid ${pendingCrown.uid} has won and is crowned at block ${count(pendingCrown.effectiveBlock)}.`}
      {unpaid && " It is unpaid: it left too many questions unanswered, and its weight is burnt."}
      {resting && " Tests rest until its host answers again."}
      {anchors.length > 0 && ` Anchors, what earlier reigns could surely do: ${anchors.join(", ")}.`}
      {shadowSaid(shadow)}
    </p>
  );
}

/** Why nobody reigns: nobody has yet, or the last champion has left. */
function vacancy({ crowns: [last] }: Contest): string {
  if (last === undefined) return "Nobody reigns yet";
  return `Nobody reigns: the last champion, uid ${last.uid} ${nameOf(last.model)}, crowned at block ${count(last.block)}, has left the contest`;
}
