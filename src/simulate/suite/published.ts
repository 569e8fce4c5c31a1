/** What docs/mechanism.md states, for the suite to compare with. */
export interface PublishedTest {
  readonly environments: number;
  readonly cell: string;
  /** Tests that the statement rests on. */
  readonly tests: number;
  readonly crowned?: number;
  /** Mean rounds of those that stopped. */
  readonly stoppedMean?: number;
  /** Rounds of those that were crowned. */
  readonly crownedMean?: number;
  readonly crownedMedian?: number;
  readonly crownedP95?: number;
}

const three = (cell: string, rest: Omit<PublishedTest, "environments" | "cell" | "tests">): PublishedTest => ({
  environments: 3,
  cell,
  tests: 4000,
  ...rest,
});
const five = (cell: string, rest: Omit<PublishedTest, "environments" | "cell" | "tests">): PublishedTest => ({
  environments: 5,
  cell,
  tests: 1000,
  ...rest,
});
const eight = (cell: string, rest: Omit<PublishedTest, "environments" | "cell" | "tests">): PublishedTest => ({
  environments: 8,
  cell,
  tests: 600,
  ...rest,
});

/** P(crown) and rounds of affine-v2: r = .7, eps 25 bp, one validator. */
export const PUBLISHED_TESTS: readonly PublishedTest[] = [
  three("exact copy", { crowned: 0, stoppedMean: 2904 }),
  three("-1 all", { crowned: 0, stoppedMean: 1350 }),
  three("-15 all", { crowned: 0, stoppedMean: 50 }),
  three("+2 all", { crowned: 0.898, crownedMedian: 6840, crownedP95: 11240 }),
  three("+5 all", { crowned: 1, crownedMean: 1064, crownedMedian: 1020, crownedP95: 1740 }),
  three("+5 in one", { crowned: 0.992, crownedMedian: 4100, crownedP95: 7734 }),
  three("+10 in one", { crowned: 0.997, crownedMedian: 2460, crownedP95: 4480 }),
  three("+30 in one, -10 in two", { crowned: 0, stoppedMean: 281 }),
  five("exact copy", { crowned: 0, stoppedMean: 3228 }),
  five("-1 all", { crowned: 0, stoppedMean: 1385 }),
  five("-15 all", { crowned: 0, stoppedMean: 46 }),
  five("+2 all", { crownedMedian: 4700 }),
  five("+5 all", { crowned: 1, crownedMedian: 720 }),
  five("+5 in one", { crowned: 0.978, crownedMedian: 5720 }),
  five("+10 in one", { crownedMedian: 3060 }),
  five("+30 in one, -10 in two", { crowned: 0, stoppedMean: 312 }),
  eight("exact copy", { crowned: 0, stoppedMean: 3721 }),
  eight("-1 all", { crowned: 0, stoppedMean: 1196 }),
  eight("-15 all", { crowned: 0, stoppedMean: 43 }),
  eight("+2 all", { crownedMedian: 2720 }),
  eight("+5 all", { crowned: 1, crownedMedian: 720 }),
  eight("+5 in one", { crowned: 0.94, crownedMedian: 8210 }),
  eight("+10 in one", { crownedMedian: 3540 }),
  eight("+30 in one, -10 in two", { crowned: 0, stoppedMean: 343 }),
];

/** A row of affine-v1's table; two studies, where there were two. */
export interface PublishedV1Row {
  readonly row: string;
  /** Probability that the incumbent is ever dethroned. */
  readonly dethroned?: readonly number[];
  /** Share of the emission that the attacker has. */
  readonly share: readonly number[];
}

/** affine-v1 over 30 days. */
export const PUBLISHED_V1: readonly PublishedV1Row[] = [
  { row: "1 exact copy", dethroned: [0.85, 0.9], share: [0.015, 0.016] },
  { row: "10 exact copies", dethroned: [1, 1], share: [0.038, 0.033] },
  { row: "independent, equal skill", dethroned: [1, 1], share: [0.075, 0.076] },
  { row: "specialist, 4 clones", share: [0, 0] },
  { row: "specialist, 5 clones", share: [0.927, 0.924] },
  { row: "specialist, 6 clones", share: [0.999, 0.998] },
  { row: "specialist, 5 decoys", share: [1, 1] },
];

/** affine-v1: how often the winner changes when a non-winner is cloned so many times. */
export const PUBLISHED_CLONING: readonly { readonly clones: number; readonly changed: number }[] = [
  { clones: 1, changed: 0.379 },
  { clones: 3, changed: 0.708 },
  { clones: 10, changed: 0.813 },
];

/** An exact copy with one of so many validators that drops bad rounds: P(crown) if drops were void, and as they count. */
export const PUBLISHED_WITHHOLDING: readonly {
  readonly validators: number;
  readonly dropped: number;
  readonly counted: number;
}[] = [
  { validators: 1, dropped: 1, counted: 0 },
  { validators: 2, dropped: 1, counted: 0 },
  { validators: 4, dropped: 0.98, counted: 0 },
];
