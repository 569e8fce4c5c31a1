import { describe, expect, test } from "vitest";
import { Random } from "../../../core/index.ts";
import { dedEnvironment } from "../../index.ts";
import { DED_LEVELS } from "../ded-levels.ts";
import { draftTask } from "../draft/draft-task.ts";
import type { Task } from "../task/task.ts";
import { statementOf } from "./statement.ts";
import { NONE_WORDS, printed } from "./vocabulary.ts";

/** What may stand behind "print": words that say which number, a number, or a word in quotation marks. */
const PRINTED = /^ (?:the word "[a-z]+"|-?\d+\b|(?:the (?!word\b)|that|their|its|how many|two numbers|it)\b)/;

/** Every instruction that is to be followed to the letter: behind "print", and between "or" and "if". */
function instructions(text: string): string[] {
  const behind = [...text.matchAll(/\bprint\b/gi)].map(({ index }) => text.slice(index + "print".length));
  const between = [...text.matchAll(/, or( [^,;.(]*?) if (?:none|there|no|fewer)\b/g)].map(([, what = ""]) => what);
  return [...behind, ...between];
}

/** True for goals without an answer on some inputs. */
function mayHaveNone({ goal }: Task): boolean {
  switch (goal.goal) {
    case "tally":
      return goal.measure === "largest" || goal.measure === "smallest";
    case "stretch":
      return goal.aim !== "count";
    case "pair":
      return goal.aim === "best";
    case "group":
    case "cut":
    case "line":
      return true;
    case "choose":
    case "chain":
      return false;
  }
}

describe("words that are to be printed", () => {
  test.each(DED_LEVELS)("law: stand in quotation marks, in every way to tell a task of level $level", (level) => {
    const seen = new Set<string>();
    for (let index = 0; index < 600; index += 1) {
      const random = Random.from("printed words", level.level, index);
      const task = draftTask(level, random, false);
      if (task === null) continue;
      const statement = statementOf(task, { shuffled: !level.simple && level.level > 3 }, random);
      for (const what of instructions(statement)) expect(what, statement).toMatch(PRINTED);
      if (!mayHaveNone(task)) continue;
      expect(statement).toContain(printed(task.none));
      for (const word of ["nothing", "impossible"]) expect(statement).not.toMatch(new RegExp(`(?<!")\\b${word}\\b`));
      seen.add(task.none);
    }
    expect([...seen].sort()).toEqual([...NONE_WORDS].sort());
  });

  test("behavior: so they do in whole prompts, and hidden tests want the word without them", () => {
    const wanted = new Set<string>();
    for (const { level } of DED_LEVELS) {
      for (let seed = 0; seed < (level < 3 ? 40 : 6); seed += 1) {
        const { prompt, secret } = dedEnvironment.generate({ level }, `printed-${seed}`);
        if (secret.source !== "generated") throw new Error("no task");
        const words = secret.tests.map(({ output }) => output).filter((output) => !/^[-\d ]+$/.test(output));
        for (const word of words) expect(prompt).toContain(`the word "${word}"`);
        for (const word of words) wanted.add(word);
      }
    }
    expect([...wanted].sort()).toEqual(["impossible", "none", "nothing"]);
  });

  test("behavior: a number is printed as it is", () => {
    expect(NONE_WORDS.map(printed)).toEqual(['the word "none"', "-1", 'the word "impossible"', 'the word "nothing"']);
  });
});
