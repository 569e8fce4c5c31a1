import { defineEnvironment, registerEnvironment } from "../../src/envs/index.ts";
import type { PythonEngine, Verdict } from "../../src/sandbox/index.ts";

/** A question whose answer is its own prompt; `run …` is a program, whose end decides. */
registerEnvironment(
  defineEnvironment<string>({
    name: "WORD",
    aliases: [],
    version: "1",
    title: "Say the word",
    description: "Repeat the word.",
    answerFormat: "the word",
    levels: [1, 2],
    scoredLevels: [1],
    defaultLevel: 1,
    generate(_params, random) {
      const word = `word${random.uint32()}`;
      return { prompt: word, messages: [{ role: "user", content: word }], secret: word };
    },
    async check(secret, completion, { python }) {
      const text = String(completion);
      if (text.startsWith("run ")) {
        const verdict = await python?.run(text.slice(4));
        const isRight = verdict?.kind === "ok";
        const reason = isRight ? "correct" : "runtime_error";
        return { thousandths: isRight ? 1000 : 0, reason, extracted: null, metrics: {} };
      }
      const isRight = text === secret;
      return { thousandths: isRight ? 1000 : 0, reason: isRight ? "correct" : "wrong", extracted: null, metrics: {} };
    },
  }),
);

/** An engine whose every program ends as told. */
export function engineOf(kind: Verdict["kind"]): PythonEngine {
  const refuse = (): Promise<never> => Promise.reject(new Error("not in this test"));
  return {
    run: () =>
      Promise.resolve({ kind, exitCode: null, stdout: "", stderr: "", ticks: 1, truncated: false, detail: null }),
    start: refuse,
    inspect: refuse,
    close: () => Promise.resolve(),
  };
}
