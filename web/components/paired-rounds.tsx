import type { PairedRound } from "../../src/arena/round-schema.ts";
import { count, percent, words } from "../format.ts";

/**
 * The newest rounds of a test, each question won, lost or tied; a link leads to the answers.
 *
 * @param isAlone whether it is tried for itself: then each is right or wrong
 */
export function PairedRounds({ rounds, isAlone }: { rounds: readonly PairedRound[]; isAlone: boolean }) {
  if (rounds.length === 0) return <p class="note empty">None of the rounds that are kept here asked it.</p>;
  return (
    <ol class="pairs">
      {rounds.map(({ round, block, counts, pairs }) => (
        <li key={round}>
          <span class="block">
            round {count(round)} <small>block {count(block)}</small>
          </span>
          {counts !== "answered" && (
            <span class="counts">
              {counts === "void" ? "void" : `${words(counts)}: counts as ${isAlone ? "wrong" : "lost"}`}
            </span>
          )}
          <ul>
            {pairs.map((pair, place) => {
              const scores = isAlone
                ? shown(pair.challenger)
                : `champion ${shown(pair.champion)}, challenger ${shown(pair.challenger)}`;
              return (
                <li key={`${pair.env}${pair.index}`}>
                  <a class={`pair ${pair.result}`} href={`#/question/${round}/${place}`} title={scores}>
                    {pair.env} {pair.result}
                    <span class="only-read">: {scores}</span>
                  </a>
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function shown(score: number | null): string {
  return score === null ? "not judged" : percent(score);
}
