import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { drawArchitecture } from "../../scripts/architecture/draw.ts";
import { layersOf } from "../../scripts/architecture/layers.ts";
import { readRooms, type Room } from "../../scripts/architecture/room-imports.ts";

const room = (name: string, ...imports: string[]): Room => ({ name, imports: new Set(imports) });

test("default: the picture of docs/architecture.md is that of the code (npm run architecture)", () => {
  const stored = readFileSync(new URL("../../docs/images/architecture.svg", import.meta.url), "utf8");
  expect(stored).toBe(drawArchitecture(layersOf(readRooms())));
  // What is drawn is what docs/architecture.md tells of.
  const page = readFileSync(new URL("../../docs/architecture.md", import.meta.url), "utf8");
  for (const { name } of readRooms()) expect(page, name).toMatch(new RegExp(`^\\| \`${name}\``, "m"));
});

test("behavior: each room lies above what it imports, and only what follows from nothing else is drawn", () => {
  const { rows, edges } = layersOf([room("a"), room("b", "a"), room("c", "a", "b"), room("d", "a")]);
  expect(rows.map((row) => row.map(({ name }) => name))).toEqual([["a"], ["b", "d"], ["c"]]);
  expect(edges).toEqual([
    { from: "b", to: "a" },
    { from: "c", to: "b" },
    { from: "d", to: "a" },
  ]);
});

test("error: a circle is named", () => {
  expect(() => layersOf([room("a", "b"), room("b", "a")])).toThrow("a → b → a");
});
