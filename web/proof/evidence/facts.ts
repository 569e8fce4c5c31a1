import { noteOfLength } from "../../../src/envs/extract/note-of-length.ts";
import { words } from "../../format.ts";

/** Names and what is to be said of each, for people. */
export type Facts = readonly (readonly [name: string, value: string])[];

/** What a verdict's reason does not say where a text is so long that not all of it was read. */
export function lengthFact(reason: string, length: number): Facts {
  const note = noteOfLength(reason, length);
  return note === null ? [] : [["length", note]];
}

/** A list of which only the beginning is shown. */
export function several(all: readonly string[], most: number): string {
  const rest = all.length - most;
  return `${all.slice(0, most).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** Figures of a verdict whose own name says too little. */
const NAMES: Readonly<Record<string, string>> = { bound: "turns that are enough" };

/** The figures of a verdict by what they are called. */
export function figuresOf(metrics: Readonly<Record<string, number>>): Facts {
  return Object.entries(metrics).map(([name, value]) => [NAMES[name] ?? words(name), String(value)] as const);
}
