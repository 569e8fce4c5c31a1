import { AffineError, taggedHash } from "../../core/index.ts";
import type { Environment } from "../../envs/index.ts";

/** A named, numbered part of an environment's infinite questions. */
export interface Split {
  readonly name: string;
  /** The word that trainers have for its purpose. */
  readonly type: "train" | "test";
  /** How many of its questions have a number, from 0. */
  readonly size: number;
}

/** The splits of every environment. */
export const SPLITS: readonly Split[] = [
  { name: "train", type: "train", size: 1_000_000 },
  { name: "test", type: "test", size: 10_000 },
];

/** @throws AffineError `not_found` for a name that is no split's. */
export function splitNamed(name: string): Split {
  const split = SPLITS.find((known) => known.name === name);
  if (split !== undefined) return split;
  throw new AffineError("not_found", `There is no split named ${JSON.stringify(name.slice(0, 64))}.`, {
    hint: `Splits: ${SPLITS.map((known) => known.name).join(", ")}.`,
  });
}

/**
 * The seed of a question of a split, by its number.
 *
 * No contest ever draws it: a contest's seed is 64 hexadecimal digits, and the name of the split with its hyphen stands
 * before these; the hash has a tag of its own besides.
 *
 * @throws AffineError `invalid_input` for a number that the split does not have.
 */
export function splitSeed(environment: Environment, split: Split, index: number): string {
  if (!Number.isSafeInteger(index) || index < 0 || index >= split.size) {
    throw new AffineError("invalid_input", `The split ${split.name} has no question ${index}.`, {
      hint: `Its questions have the numbers 0 to ${split.size - 1}.`,
    });
  }
  return seedWithin(environment, split, "index", index);
}

/** The seed that a trainer's own number means within a split: any number a question, the same for ever. */
export function numberedSeed(environment: Environment, split: Split, number: number): string {
  return seedWithin(environment, split, "number", number);
}

function seedWithin({ info }: Environment, split: Split, kind: "index" | "number", number: number): string {
  const hash = taggedHash("affine/split/v1", info.name, info.version, split.name, kind, number);
  return `${split.name}-${Buffer.from(hash).toString("hex")}`;
}
