import { expect, test } from "vitest";
import { dedEnvironment } from "../../../envs/index.ts";
import { asksForProgram, readingsOf } from "./read-task.ts";

test("default: a statement has one reading, and it is the task", () => {
  for (const level of [1, 2]) {
    for (let seed = 0; seed < 10; seed += 1) {
      const { prompt, secret } = dedEnvironment.generate({ level }, `read-${seed}`);
      if (secret.source !== "generated") throw new Error("no task");
      const { task } = secret;
      const readings = readingsOf(prompt);
      expect(readings.length, prompt).toBe(1);
      expect(readings[0]).toMatchObject({
        fields: task.fields.map(({ name }) => name),
        quantities: task.quantities,
        marks: task.marks,
        keep: task.keep,
        asFunction: secret.style === "function_call",
      });
    }
  }
});

test("behavior: another statement has no reading, and other questions are none of this kind", () => {
  const { prompt } = dedEnvironment.generate({ level: 2 }, "read-0");
  expect(readingsOf(prompt.replaceAll("count", "matter"))).toEqual([]);
  expect(asksForProgram(prompt)).toBe(true);
  expect(asksForProgram("Write a Python 3 haiku.")).toBe(false);
});
