// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { environment } from "../src/index.js";
import { study } from "../src/study.js";

const { levels } = environment.info;
const seeds = Array.from({ length: 20 }, (_, index) => "test-" + index);

test("the same seed asks the same question, another seed another one", () => {
  for (const level of levels) {
    const ask = () =>
      seeds.map((seed) => environment.generate({ level }, seed));
    assert.deepEqual(ask(), ask());
    const prompts = new Set(ask().map(({ prompt }) => prompt));
    assert.equal(prompts.size, seeds.length);
  }
});

test("the right answer passes, and so it does after reasoning", async () => {
  for (const level of levels) {
    for (const seed of seeds) {
      const question = environment.generate({ level }, seed);
      const right = study.oracle(question);
      for (const answer of [right, "<think>Let me see</think>\n" + right]) {
        const verdict = await environment.check(question.secret, answer);
        assert.deepEqual([verdict.score, verdict.reason], [1, "correct"]);
      }
    }
  }
});

test("every zero has its reason", async () => {
  const { secret } = environment.generate({ level: 1 }, "reasons");
  const [first, ...others] = secret.balances;
  const wrong = [first + 1, ...others].join(" ");
  const expected = new Map([
    ["", "no_answer"],
    ["<answer>", "unclosed_answer"],
    ["<answer>a lot</answer>", "bad_number"],
    ["<answer>" + first + "</answer>", "wrong_count"],
    ["<answer>" + wrong + "</answer>", "wrong_balances"],
  ]);
  for (const [completion, reason] of expected) {
    const verdict = await environment.check(secret, completion);
    assert.deepEqual([verdict.score, verdict.reason], [0, reason]);
  }
  for (const completion of [undefined, null, 7, {}]) {
    const verdict = await environment.check(secret, completion);
    assert.equal(verdict.reason, "not_text");
  }
});
