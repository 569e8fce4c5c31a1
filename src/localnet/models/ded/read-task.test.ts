import { expect, test } from "vitest";
import { dedEnvironment } from "../../../envs/index.ts";
import { asksForProgram, readingsOf } from "./read-task.ts";

test("default: a statement of any level has one reading, and it is the task", () => {
  const nones = new Set<string>();
  for (const level of [1, 2, 3, 4, 5, 6]) {
    for (let seed = 0; seed < (level < 3 ? 24 : 8); seed += 1) {
      const { prompt, secret } = dedEnvironment.generate({ level }, `read-${seed}`);
      if (secret.source !== "generated") throw new Error("no task");
      const { task } = secret;
      const readings = readingsOf(prompt);
      expect(readings.length, prompt).toBe(1);
      expect(readings[0]).toMatchObject({
        fields: task.fields.map(({ name }) => name),
        keep: task.keep,
        goal: { goal: task.goal.goal },
        asFunction: secret.style === "function_call",
      });
      // Sentences may be told out of order.
      for (const kind of ["quantities", "marks"] as const) {
        const told: readonly unknown[] = task[kind];
        expect(readings[0]?.[kind], prompt).toHaveLength(told.length);
        expect(readings[0]?.[kind], prompt).toEqual(expect.arrayContaining([...told]));
      }
      if (prompt.includes(`the word "${task.none}"`)) nones.add(readings[0]?.none ?? "");
      else expect(["none", "-1"]).toContain(readings[0]?.none);
    }
  }
  expect([...nones].sort()).toEqual(["impossible", "none", "nothing"]);
});

test("behavior: another statement has no reading, and other questions are none of this kind", () => {
  const { prompt } = dedEnvironment.generate({ level: 2 }, "read-0");
  expect(readingsOf(prompt.replaceAll("count", "matter"))).toEqual([]);
  expect(asksForProgram(prompt)).toBe(true);
  expect(asksForProgram("Write a Python 3 haiku.")).toBe(false);
});
