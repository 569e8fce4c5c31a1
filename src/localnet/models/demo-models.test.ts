import { expect, test } from "vitest";
import { complete, demoModels, localModelSchema, revisionOf, scriptedRepository, type LocalModel } from "./index.ts";

const models = demoModels().map((config) => localModelSchema.parse(config));

test("default: six or more models of different names and commits, admissible on the subnet", () => {
  expect(models.length).toBeGreaterThanOrEqual(6);
  expect(new Set(models.map((model) => model.name)).size).toBe(models.length);
  expect(new Set(models.map((model) => model.revision)).size).toBe(models.length);
  for (const model of models) expect(model.name.split("/")[1]).toMatch(/^affine/i);
  expect(new Set(models.map((model) => model.solver))).toEqual(new Set(["random", "walksat", "full"]));
});

test("behavior: one is broken; one is an exact copy, one in disguise, and both say what their original says", () => {
  expect(models.filter((model) => model.fault !== undefined)).toHaveLength(1);
  const copies = models.filter((model) => model.copyOf !== undefined);
  const files = (model: LocalModel): string[] =>
    scriptedRepository(model).flatMap(({ path, bytes }) =>
      path === "README.md" ? [] : [Buffer.from(bytes).toString()],
    );
  const same = copies.map((copy) => {
    const original = models.find((model) => model.name === copy.copyOf)!;
    expect(copy.revealAfterBlocks).toBeGreaterThan(original.revealAfterBlocks!);
    const messages = [{ role: "user" as const, content: "Satisfy these clauses:\n1 2 3\n-1 -2 -3" }];
    expect(complete(copy, messages, { seed: 1 })).toBe(complete(original, messages, { seed: 1 }));
    return JSON.stringify(files(copy)) === JSON.stringify(files(original));
  });
  expect(same).toEqual([true, false]);
});

test("behavior: a commit changes with everything that describes a model, and with nothing else", () => {
  const described = { name: "a/affine", solver: "walksat", flipsPerVariable: 5 } as const;
  expect(revisionOf({ flipsPerVariable: 5, solver: "walksat", name: "a/affine" })).toBe(revisionOf(described));
  expect(revisionOf({ ...described, flipsPerVariable: 6 })).not.toBe(revisionOf(described));
  expect(revisionOf({ ...described, name: "b/affine" })).not.toBe(revisionOf(described));
});
