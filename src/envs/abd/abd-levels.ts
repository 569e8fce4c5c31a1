import type { Domain } from "./domain.ts";

/** A level: what goes in, and how many templates a program is made of. */
export interface AbdLevel {
  readonly level: number;
  readonly domain: Domain;
  readonly templates: number;
  /** How far changes must spread; see `changesSpread`. Few programs of two or three templates reach far. */
  readonly spreadPercent: number;
}

const LARGEST_KEY = 99;

/** The ladder. */
export const ABD_LEVELS: readonly AbdLevel[] = [
  { level: 1, domain: { count: 5, largest: 30, letters: 4, largestKey: LARGEST_KEY }, templates: 2, spreadPercent: 0 },
  { level: 2, domain: { count: 6, largest: 60, letters: 6, largestKey: LARGEST_KEY }, templates: 3, spreadPercent: 0 },
  { level: 3, domain: { count: 7, largest: 99, letters: 8, largestKey: LARGEST_KEY }, templates: 5, spreadPercent: 50 },
  {
    level: 4,
    domain: { count: 9, largest: 99, letters: 10, largestKey: LARGEST_KEY },
    templates: 7,
    spreadPercent: 50,
  },
  {
    level: 5,
    domain: { count: 12, largest: 199, letters: 14, largestKey: LARGEST_KEY },
    templates: 10,
    spreadPercent: 50,
  },
];
