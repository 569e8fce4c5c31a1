import { afterAll, expect, test } from "vitest";
import { induceEnvironment } from "../../../src/envs/index.ts";
import { writePython } from "../../../src/envs/induce/grammar/write-python.ts";
import { createPythonEngine } from "../../../src/sandbox/index.ts";
import { COMPARED, levelsAmong, SEEN } from "../full-counts.ts";
import { Readers } from "./readers.ts";

const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

const ASKED = 300;
/** 5% of the questions asked. */
const BAR = ASKED / 20;

test.each(levelsAmong(induceEnvironment.info.scoredLevels))(
  "behavior: who has seen ten thousand questions of level %i with their answers passes at most 5% of new ones",
  async (level) => {
    const began = performance.now();
    const readers = new Readers(level, SEEN, "seen");
    readers.repeats.fillTo(COMPARED, level, "seen");
    const passed = { dictionary: 0, nearest: 0, trial: 0 };
    for (let index = 0; index < ASKED; index += 1) {
      const { prompt, secret } = induceEnvironment.generate({ level }, `new-${index}`);
      const rules = readers.trial(prompt);
      const tried = rules?.map((rule, at) => writePython(rule, at === 0 ? "f" : "g")).join("\n") ?? "";
      const answers = {
        dictionary: readers.dictionary(prompt),
        nearest: readers.nearest(prompt),
        trial: `\`\`\`python\n${tried}\`\`\``,
      };
      for (const [name, answer] of Object.entries(answers)) {
        const { thousandths } = await induceEnvironment.check(secret, answer, { python });
        if (thousandths === 1000) passed[name as keyof typeof passed] += 1;
      }
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stderr.write(
      `INDUCE level ${level}, ${SEEN} seen, ${ASKED} asked: ${JSON.stringify(passed)}; ` +
        `${readers.repeats.toString()}; ${seconds} s\n`,
    );
    for (const [name, count] of Object.entries(passed)) expect(count, name).toBeLessThanOrEqual(BAR);
    expect(readers.repeats.few, readers.repeats.toString()).toBe(true);
  },
);
