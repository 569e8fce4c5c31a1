import { numbersForNames } from "../../names/numbers-for-names.ts";
import type { Baseline, Study } from "../../study.ts";
import { lastPart, OWN_LINES, SHORTCUTS } from "../shortcuts.ts";
import { MODULUS } from "../track-levels.ts";
import type { TrackSecret } from "../track-secret.ts";
import { linesOfValues } from "./lines-of-values.ts";
import { linesThatCount } from "./lines-that-count.ts";
import { readLog, type ReadLog } from "./read-log.ts";

/** Tokens that a model writes to carry out one line: the line again, and what the cell holds then. */
const TOKENS_A_LINE = 14;
const BITS_A_VALUE = 13;

/** How TRACK is measured. */
export const trackStudy: Study<TrackSecret> = {
  opened: ({ prompt }) => readLog(prompt),
  oracle: ({ secret }) => tagged(secret.names, secret.values),
  blind: [
    { name: "empty", answer: () => "" },
    { name: "empty answer", answer: () => "<answer></answer>" },
    { name: "echo of the prompt", answer: ({ prompt }) => prompt },
    guess("zeros", ({ asked }) => asked.map(() => 0)),
    guess("random", ({ asked }, random) => asked.map(() => random.below(MODULUS))),
    guess("numbers of the opening", ({ events, asked }) =>
      asked.map((name) => {
        const first = events.find((event) => event.kind === "local" && event.name === name);
        return first !== undefined && "value" in first ? first.value : 0;
      }),
    ),
  ],
  shallow: [...SHORTCUTS, OWN_LINES].map(({ name, values }) =>
    guess(name, ({ events, asked }) => values(events, asked)),
  ),
  strong: [guess("the opening and the last half", ({ events, asked }) => lastPart(events, asked, 2))],
  promptBarCharacters: 256_000,
  duplicatesASample: 2,
  answerLines: ({ secret }) => [
    { text: secret.values.join(", "), bits: BITS_A_VALUE * secret.values.length },
    { text: tagged(secret.names, secret.values), bits: BITS_A_VALUE * secret.values.length },
  ],
  shape: ({ prompt }) => numbersForNames(prompt.slice(prompt.indexOf("The log:"))),
  figures: ({ prompt }) => {
    const { events, asked } = readLog(prompt);
    const steps = linesOfValues(events, asked).length;
    return {
      lines: events.length,
      linesThatCount: linesThatCount(events).length,
      steps,
      estimatedTokens: steps * TOKENS_A_LINE,
      promptCharacters: prompt.length,
    };
  },
};

function guess(name: string, values: (log: ReadLog, random: Parameters<Baseline["answer"]>[1]) => number[]): Baseline {
  return {
    name,
    answer({ opened }, random) {
      const log = opened as ReadLog;
      return tagged(log.asked, values(log, random));
    },
  };
}

function tagged(names: readonly string[], values: readonly number[]): string {
  return `<answer>\n${names.map((name, place) => `${name} = ${values[place]}`).join("\n")}\n</answer>`;
}
