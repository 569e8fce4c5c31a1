import { expect, test } from "vitest";
import { complete, demoModels, localModelSchema, revisionOf } from "./index.ts";

const models = demoModels().map((config) => localModelSchema.parse(config));

test("default: six or more models of different names and commits, admissible on the subnet", () => {
  expect(models.length).toBeGreaterThanOrEqual(6);
  expect(new Set(models.map((model) => model.name)).size).toBe(models.length);
  expect(new Set(models.map((model) => model.revision)).size).toBe(models.length);
  for (const model of models) expect(model.name.split("/")[1]).toMatch(/^affine/i);
  expect(new Set(models.map((model) => model.solver))).toEqual(new Set(["random", "majority", "walksat", "full"]));
});

test("behavior: one is broken, and one is a copy that says what its original says", () => {
  expect(models.filter((model) => model.fault !== undefined)).toHaveLength(1);
  const [copy] = models.filter((model) => model.copyOf !== undefined);
  const original = models.find((model) => model.name === copy!.copyOf)!;
  expect({ ...copy, name: "", revision: "", copyOf: undefined }).toEqual({ ...original, name: "", revision: "" });
  const messages = [{ role: "user" as const, content: "Satisfy these clauses:\n1 2 3\n-1 -2 -3" }];
  expect(complete(copy!, messages, { seed: 1 })).toBe(complete(original, messages, { seed: 1 }));
});

test("behavior: a commit changes with everything that describes a model, and with nothing else", () => {
  const described = { name: "a/affine", solver: "walksat", flipsPerVariable: 5 } as const;
  expect(revisionOf({ flipsPerVariable: 5, solver: "walksat", name: "a/affine" })).toBe(revisionOf(described));
  expect(revisionOf({ ...described, flipsPerVariable: 6 })).not.toBe(revisionOf(described));
  expect(revisionOf({ ...described, name: "b/affine" })).not.toBe(revisionOf(described));
});
