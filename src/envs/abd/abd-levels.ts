import type { Domain } from "./domain.ts";

/** A level: what goes in, and how many templates a program is made of. */
export interface AbdLevel {
  readonly level: number;
  readonly domain: Domain;
  readonly templates: number;
  /** Whether every line and element of the input must matter, and how; see `acceptTask`, and `acceptEasyTask` for none. */
  readonly woven: boolean;
  /** How far changes must spread; see `changesSpread`. Few programs of two or three templates reach far. */
  readonly spreadPercent: number;
  /** Random lists, and as many words, that each program is tried on: see `linesAreHardToGuess`. */
  readonly trials: number;
}

const LARGEST_KEY = 99;
const TRIALS = 200;
/** Of long programs, whose runs cost more and of which hardly one in fifty fails: what is left in is in the card. */
const FEW_TRIALS = 60;

/**
 * The ladder, by the steps of one run of a program: about 7, 8, 30, 50, 110, 170, 430, 660 and 1,300. The first two
 * ask for one template undone in one's head, for models that cannot do more; the last three leave no room to undo
 * everything on paper within a contest's tokens.
 */
export const ABD_LEVELS: readonly AbdLevel[] = [
  easy(1, { count: 2, largest: 3, letters: 1, largestKey: 3 }, 1),
  easy(2, { count: 3, largest: 9, letters: 2, largestKey: 9 }, 1),
  woven(3, { count: 5, largest: 30, letters: 4 }, 2, 0),
  woven(4, { count: 6, largest: 60, letters: 6 }, 3, 0),
  woven(5, { count: 7, largest: 99, letters: 8 }, 5, 50),
  woven(6, { count: 9, largest: 99, letters: 10 }, 7, 50),
  woven(7, { count: 12, largest: 199, letters: 14 }, 10, 50),
  woven(8, { count: 14, largest: 199, letters: 16 }, 14, 50, FEW_TRIALS),
  woven(9, { count: 18, largest: 199, letters: 20 }, 24, 50, FEW_TRIALS),
];

/** Levels that may decide emission: a guess or one pass over the elements solves too many questions of those below. */
export const ABD_SCORED_LEVELS: readonly number[] = [5, 6, 7, 8, 9];

/** The lowest scored level, which a model can work out on paper within the 16,384 tokens that a contest gives. */
export const ABD_DEFAULT_LEVEL = 5;

function easy(level: number, domain: Domain, templates: number): AbdLevel {
  return { level, domain, templates, woven: false, spreadPercent: 0, trials: 0 };
}

function woven(
  level: number,
  sizes: Omit<Domain, "largestKey">,
  templates: number,
  spreadPercent: number,
  trials = TRIALS,
): AbdLevel {
  return { level, domain: { ...sizes, largestKey: LARGEST_KEY }, templates, woven: true, spreadPercent, trials };
}
