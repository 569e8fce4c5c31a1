import { compared, type Figure, type FigureRow, type FigureTable } from "../report/figures.ts";
import { meanOf, type Sample } from "../statistics.ts";
import { PUBLISHED_CLONING, PUBLISHED_V1 } from "./published.ts";
import { pick, shareNamed } from "./samples.ts";

/** Thirty days of affine-v1 under attack. */
export function v1Table(samples: readonly (readonly Sample[])[]): FigureTable {
  const rows = PUBLISHED_V1.map(({ row, dethroned, share }, place): FigureRow => {
    const own = samples[place] ?? [];
    const figures: Figure[] = [];
    if (dethroned !== undefined) {
      // The second study states ±.02 for the copy.
      figures.push(
        compared("P(dethroned)", shareNamed(own, "dethroned"), {
          published: dethroned,
          publishedError: 0.02,
          rounding: 0.005,
        }),
      );
    }
    figures.push(compared("attacker's share", meanOf(pick(own, "share")), { published: share, rounding: 0.0005 }));
    return { label: row, figures };
  });
  return {
    title: "affine-v1: 30 days, 2,160 decisions, four weaker honest miners, incumbent oldest",
    note: "Published: first study, second study. A difference is from the nearer one.",
    rows,
    drawn: ["attacker's share"],
  };
}

/** affine-v1 when somebody who does not win is cloned. @param samples of one experiment with all numbers of clones */
export function cloningTable([samples = []]: readonly (readonly Sample[])[]): FigureTable {
  return {
    title: "affine-v1: does the winner change when one who does not win is cloned?",
    note:
      "Pools of six, skills .60 .50 .40 plus or minus up to .1 each, questions of one's own, clones that answer as their " +
      "original; any one of the five may be chosen. How the published pools were drawn is not stated.",
    rows: PUBLISHED_CLONING.map(({ clones, changed }) => ({
      label: `cloned ${clones} times`,
      figures: [
        compared("P(winner changes)", shareNamed(samples, `changed${clones}`), {
          published: [changed],
          rounding: 0.0005,
        }),
        { name: "by a random one", ours: meanOf(pick(samples, `byRandom${clones}`)) },
      ],
    })),
    drawn: ["P(winner changes)"],
  };
}
