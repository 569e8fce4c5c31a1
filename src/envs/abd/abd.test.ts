import { describe, expect, test } from "vitest";
import { environment, ABD, ABDUCTION, challengeFromId } from "../index.ts";
import { ABD_LEVELS } from "./abd-levels.ts";
import type { ProgramTask } from "./abd-secret.ts";
import { abdEnvironment } from "./abd.ts";
import { writeInput } from "./domain.ts";
import { compileProgram } from "./run/compile-program.ts";

function task(level: number, seed: string): { prompt: string; secret: ProgramTask } {
  const { prompt, secret } = abdEnvironment.generate({ level }, seed);
  if (secret.source !== "generated") throw new Error("A level makes generated programs only.");
  return { prompt, secret };
}

const tagged = (input: string) => `<input>${input}</input>`;
const judge = async (secret: ProgramTask, completion: unknown) => abdEnvironment.check(secret, completion);

describe("generate", () => {
  test.each(ABD_LEVELS)(
    "default: level $level, the input kept back prints the output shown",
    async ({ level, domain, woven }) => {
      for (let seed = 0; seed < 5; seed += 1) {
        const { prompt, secret } = task(level, `default-${seed}`);
        expect(secret.domain).toEqual(domain);
        expect(prompt).toContain(`\n${secret.output.join("\n")}\n`);
        if (woven) {
          expect(prompt).not.toContain(secret.input.word);
          expect(prompt).not.toContain(secret.input.numbers.join(" "));
        } else expect(secret.output).not.toContain(secret.input.word);
        expect(prompt.length).toBeLessThan(8000);
        expect((await judge(secret, tagged(`\n${writeInput(secret.input)}\n`))).reason).toBe("correct");
      }
    },
  );

  test("behavior: a question is a function of level and seed", () => {
    expect(task(3, "same")).toEqual(task(3, "same"));
    expect(task(3, "1").prompt).not.toBe(task(3, "2").prompt);
    expect(task(4, "1").prompt).not.toBe(task(3, "1").prompt);
  });

  test("behavior: programs grow with the level", () => {
    const lengths = ABD_LEVELS.map(({ level }) => {
      const prompts = Array.from({ length: 12 }, (_, seed) => task(level, `size-${seed}`).prompt.length);
      return prompts.reduce((sum, length) => sum + length);
    });
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  });
});

describe("check", () => {
  const { secret, prompt } = task(5, "check");
  const [numbers, word, key] = writeInput(secret.input).split("\n") as [string, string, string];
  const first = secret.input.numbers[0]!;
  const rest = secret.input.numbers.slice(1).join(" ");

  test.each([
    ["upper-case tags", `<INPUT>${numbers}\n${word}\n${key}</INPUT>`],
    ["reasoning before it", `<think>hm <input>1</input></think>It is <input>\n${numbers}\n${word}\n${key}\n</input>.`],
    ["carriage returns and blanks around it", `<input>\r\n  ${numbers}\n${word}\n${key}\r\n \t</input>`],
    ["the last of several", `<input>1 2\nab\n3</input> no: <input>${numbers}\n${word}\n${key}</input>`],
  ])("default: takes the right answer with %s", async (_, completion) => {
    expect(await judge(secret, completion)).toMatchObject({ thousandths: 1000, reason: "correct", score: 1 });
  });

  test.each([
    ["not_text", 7],
    ["not_text", null],
    ["no_answer", "I give up."],
    ["no_answer", ""],
    ["unclosed_answer", `<input>${numbers}`],
    ["unclosed_reasoning", `<think>${tagged(`${numbers}\n${word}\n${key}`)}`],
    ["forbidden_character", tagged(`${numbers}\n${word}\n٧`)],
    ["forbidden_character", tagged(`${numbers}\n${word}\u200b\n${key}`)],
    ["wrong_line_count", tagged("")],
    ["wrong_line_count", tagged(`${numbers}\n${word}`)],
    ["wrong_line_count", tagged(`${numbers}\n${word}\n${key}\n1`)],
    ["numbers_not_canonical", tagged(`0${first} ${rest}\n${word}\n${key}`)],
    ["numbers_not_canonical", tagged(`+${first} ${rest}\n${word}\n${key}`)],
    ["numbers_not_canonical", tagged(`1_0 ${rest}\n${word}\n${key}`)],
    ["number_out_of_range", tagged(`-1 ${rest}\n${word}\n${key}`)],
    ["wrong_number_count", tagged(`${rest}\n${word}\n${key}`)],
    ["wrong_number_count", tagged(`${numbers} 1\n${word}\n${key}`)],
    ["number_out_of_range", tagged(`100 ${rest}\n${word}\n${key}`)],
    ["wrong_word_length", tagged(`${numbers}\n${word}a\n${key}`)],
    ["word_not_canonical", tagged(`${numbers}\n${word.slice(1)}A\n${key}`)],
    ["word_not_canonical", tagged(`${numbers}\n${word.slice(1)}ß\n${key}`)],
    ["key_not_canonical", tagged(`${numbers}\n${word}\n${key}.0`)],
    ["key_not_canonical", tagged(`${numbers}\n${word}\n0${key}`)],
    ["key_out_of_range", tagged(`${numbers}\n${word}\n0`)],
    ["key_out_of_range", tagged(`${numbers}\n${word}\n100`)],
  ])("error: %s for %j", async (reason, completion) => {
    expect(await judge(secret, completion)).toMatchObject({ thousandths: 0, score: 0, reason });
  });

  test("error: a valid input that prints something else", async () => {
    const other = `${secret.domain.largest - first} ${rest}\n${word}\n${key}`;
    const { thousandths, reason, metrics } = await judge(secret, tagged(other));
    expect({ thousandths, reason }).toEqual({ thousandths: 0, reason: "wrong_output" });
    expect(metrics["steps"]).toBeGreaterThan(0);
    expect(metrics["matching"]).toBeLessThan(metrics["lines"]!);
  });

  test("error: the prompt, sent back", async () => {
    expect(await judge(secret, prompt)).toMatchObject({ thousandths: 0 });
  });

  test("behavior: any input with the same output is as good as the one kept back", async () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const { secret: found } = task(3, `other-${seed}`);
      const run = compileProgram(found.program);
      for (let other = 1; other <= 99; other += 1) {
        const input = { ...found.input, key: other };
        const result = run(input);
        if (other === found.input.key || !result.ended || result.lines.join() !== found.output.join()) continue;
        expect((await judge(found, tagged(writeInput(input)))).reason).toBe("correct");
        return;
      }
    }
    throw new Error("No question has two answers that differ by the key.");
  });
});

describe("doors", () => {
  test("default: ABD and ABDUCTION, with and without new, many at once, evaluated", async () => {
    expect(environment("abduction")).toBe(abdEnvironment);
    const [challenge] = await ABDUCTION({ level: 3 }).many(2, { seed: "door" });
    const again = await new ABD({ level: 3 }).many(2, { seed: "door" });
    expect(again.map(({ id }) => id)).toContain(challenge!.id);
    const rebuilt = challengeFromId(challenge!.id);
    expect(rebuilt.toJSON()).toEqual(challenge!.toJSON());
    expect(JSON.stringify(rebuilt)).not.toContain("secret");
    expect((await rebuilt.evaluate({ text: "no idea" })).reason).toBe("no_answer");
    expect((await ABD.generate({ seed: 7 })).params).toEqual({ level: 5 });
  });

  test.each([{ level: 0 }, { level: 10 }, { level: "3" }, { level: 3, source: "corpus" }, { source: "elsewhere" }])(
    "error: parameters %j",
    async (options) => {
      await expect(ABD.generate(options as object)).rejects.toMatchObject({ code: "environment_params" });
    },
  );
});
