import { V2_CONSTANTS } from "../../mechanism/index.ts";
import { compared, type Figure, type FigureRow, type FigureTable } from "../report/figures.ts";
import { meanOf, quantileOf, type Estimate, type Sample } from "../statistics.ts";
import { PUBLISHED_TESTS, PUBLISHED_WITHHOLDING, type PublishedTest } from "./published.ts";
import { pick, shareNamed } from "./samples.ts";
import { MISSING } from "./withholding.ts";

/** Single tests under affine-v2 with so many environments. @param samples of every cell that was published */
export function testsTable(environments: number, samples: readonly (readonly Sample[])[]): FigureTable {
  const rows = PUBLISHED_TESTS.flatMap((published, place): FigureRow[] =>
    published.environments === environments
      ? [{ label: published.cell, figures: testFigures(published, samples[place] ?? []) }]
      : [],
  );
  return {
    title: `affine-v2: one test, E = ${environments}, r = .7, eps 25 bp, one validator`,
    note: "Rounds of those crowned: median and 95th percentile; of those stopped: the mean.",
    rows,
    drawn: ["P(crown)"],
  };
}

function testFigures(published: PublishedTest, samples: readonly Sample[]): readonly Figure[] {
  const crown = shareNamed(samples, "crowned");
  const crownedRounds = pick(
    samples.filter((sample) => sample["crowned"] === 1),
    "rounds",
  );
  const stoppedRounds = pick(
    samples.filter((sample) => sample["stopped"] === 1),
    "rounds",
  );
  const figures: Figure[] = [];
  const { crowned, tests } = published;
  if (crowned === undefined) figures.push({ name: "P(crown)", ours: crown });
  else {
    const publishedError = Math.sqrt((crowned * (1 - crowned)) / tests);
    figures.push(compared("P(crown)", crown, { published: [crowned], publishedError, rounding: 0.0005 }));
  }
  const add = (name: string, ours: Estimate, value: number | undefined): void => {
    if (value === undefined) return;
    // The published error follows from ours and the two numbers of tests.
    const publishedError = ours.standardError * Math.sqrt(samples.length / tests);
    // Looks are every 20 rounds: a test's rounds say that much less than they seem to.
    const look = V2_CONSTANTS.checkRounds;
    const leastError = look / Math.sqrt(12 * Math.max(1, ours.count));
    const rounding = name.startsWith("mean") ? 0.5 : look / 2;
    figures.push(compared(name, ours, { published: [value], publishedError, rounding, leastError }));
  };
  add("mean rounds, stopped", meanOf(stoppedRounds), published.stoppedMean);
  add("mean rounds, crowned", meanOf(crownedRounds), published.crownedMean);
  add("median rounds, crowned", quantileOf(crownedRounds, 0.5), published.crownedMedian);
  add("95% rounds, crowned", quantileOf(crownedRounds, 0.95), published.crownedP95);
  return figures;
}

/** A validator that hands in good rounds only. */
export function withholdingTable(samples: readonly (readonly Sample[])[]): FigureTable {
  return {
    title: "affine-v2: an exact copy whose validator, one of V, hands in no round that it did worse in",
    note:
      "Missing rounds passed over, in one pool with all others (published); passed over, but validators told apart, so " +
      "that the one who drops is left out or, of two, the test freezes; counted as lost, as the mechanism does.",
    rows: PUBLISHED_WITHHOLDING.map(({ validators, dropped, counted }, place) => {
      const at = place * MISSING.length;
      const [pooled, toldApart, lost] = [samples[at] ?? [], samples[at + 1] ?? [], samples[at + 2] ?? []];
      const crown = (name: string, own: readonly Sample[], value: number): Figure =>
        compared(name, shareNamed(own, "crowned"), { published: [value], rounding: 0.005 });
      return {
        label: `V = ${validators}`,
        figures: [
          crown("P(crown), passed over", pooled, dropped),
          { name: "told apart", ours: shareNamed(toldApart, "crowned") },
          { name: "P(frozen), told apart", ours: shareNamed(toldApart, "frozen") },
          crown("P(crown), counted as lost", lost, counted),
        ],
      };
    }),
    drawn: ["P(crown), passed over", "P(crown), counted as lost"],
  };
}
