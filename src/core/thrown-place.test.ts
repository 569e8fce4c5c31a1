import { expect, test } from "vitest";
import { thrownPlace } from "./thrown-place.ts";

function withStack(stack: unknown): Error {
  return Object.assign(new Error("no"), { stack });
}

test.each<[what: string, stack: unknown, place: string]>([
  [
    "a module's top",
    "Error: no\n    at file:///kit/a%20b.js:3:1\n    at ModuleJob.run (node:internal/x:1:2)",
    "/kit/a b.js, line 3",
  ],
  ["a function", "Error: no\n    at Object.generate (file:///kit/q.js?v=2:12:5)", "/kit/q.js, line 12"],
  ["CommonJS", "Error: no\n    at f (/kit/q.cjs:7:5)", "/kit/q.cjs, line 7"],
  [
    "Node's own word before the message",
    "file:///kit/q.js:4\nimport x\n  ^\nSyntaxError: no\n    at async file:///kit/i.js:1:2",
    "/kit/q.js, line 4",
  ],
  [
    "what was called by it",
    `Error: no\n    at Random.int (${import.meta.url}:1:1)\n    at g (file:///kit/q.js:2:1)`,
    "/kit/q.js, line 2",
  ],
  [
    "its package",
    "Error: no\n    at h (file:///kit/node_modules/p/i.js:1:1)\n    at g (file:///kit/q.js:2:1)",
    "/kit/q.js, line 2",
  ],
  [
    "code made of a text",
    "Error: no\n    at eval (eval at g (file:///kit/q.js:2:1), <anonymous>:3:7)",
    "/kit/q.js, line 2",
  ],
])("default: %s", (_, stack, place) => {
  expect(thrownPlace(withStack(stack))).toBe(` (${place})`);
});

test.each([
  ["no frame of its own", "Error: no\n    at node:internal/x:1:2"],
  ["no text", 7],
  ["an empty one", ""],
])("behavior: a stack with %s tells no place", (_, stack) => {
  expect(thrownPlace(withStack(stack))).toBe("");
});

test("behavior: what is no error has no place", () => {
  for (const thrown of [null, undefined, "x", { stack: "at file:///a.js:1:1" }]) expect(thrownPlace(thrown)).toBe("");
});
