import { describe, expect, test } from "vitest";
import { proveEnvironment } from "../index.ts";
import { chainForward } from "./chain-forward.ts";
import { PROVE_LEVELS } from "./prove-levels.ts";
import { factKey, type ProveSecret } from "./theory.ts";

/** a before b before c before d; what is before something that is before is before; a circle between two relations. */
const before: ProveSecret = {
  theory: {
    relations: ["next", "before", "after"],
    constants: ["a", "b", "c", "d"],
    facts: [
      [0, 0, 1],
      [0, 1, 2],
      [0, 2, 3],
    ],
    rules: [
      { head: [1, 0, 1], body: [[0, 0, 1]] },
      {
        head: [1, 0, 2],
        body: [
          [0, 0, 1],
          [1, 1, 2],
        ],
      },
      { head: [2, 1, 0], body: [[1, 0, 1]] },
      { head: [1, 1, 0], body: [[2, 0, 1]] },
    ],
  },
  goal: [1, 0, 3],
  limit: 5,
  proof: [
    [1, 2, 3],
    [1, 1, 3],
    [1, 0, 3],
  ],
};
const reason = async (text: string) => (await proveEnvironment.check(before, `<answer>${text}</answer>`)).reason;

describe("check", () => {
  test("behavior: lines that follow, in any form, with remarks that say nothing", async () => {
    const right = [
      "before(c, d)\nbefore(b, d)\nbefore(a, d)",
      "1. before(c, d) by rule 1\n2. before(b, d) [1]\n3. before(a, d) <- next(a, b), before(b, d)",
      "- Before( c,d ).\n- before(b,d);\n- before(a, d)",
      "next(a, b)\nbefore(c, d)\nbefore(b, d)\nbefore(a, d)",
      "before(c, d)\nafter(d, c)\nbefore(b, d)\nbefore(a, d)",
      "```\nbefore(c, d)\nbefore(b, d)\nbefore(a, d)\n```",
    ];
    for (const text of right) expect(await reason(text), text).toBe("correct");
  });

  test("behavior: every zero says why", async () => {
    const wrong = [
      ["before(a, d)", "does_not_follow"],
      ["before(b, d)\nbefore(c, d)\nbefore(a, d)", "does_not_follow"],
      // A circle: each would follow from the other.
      ["before(d, a)\nafter(a, d)\nbefore(d, a)", "does_not_follow"],
      ["before(c, d)\nbefore(b, d)", "goal_not_proved"],
      ["next(a, b)", "goal_not_proved"],
      ["under(a, b)", "unknown_relation"],
      ["before(a, e)", "unknown_constant"],
      ["before(c, d)\n".repeat(6), "too_many_lines"],
      ["before(c, d)\n".repeat(4_000), "too_many_lines"],
      ["", "empty_proof"],
      ["before(a, b, c)", "bad_line"],
      ["before(c, d) indeed", "bad_line"],
      ["it is very clear", "bad_line"],
      ["it is clear", "unknown_relation"],
    ] as const;
    for (const [text, why] of wrong) expect(await reason(text), text.slice(0, 60)).toBe(why);
  });
});

describe("generate", () => {
  test.each(PROVE_LEVELS.filter(({ level }) => level <= 5))(
    "behavior: level $level: no proof is less deep than it says",
    async ({ level, depth }) => {
      for (const seed of ["a", "b", "c"]) {
        const { secret } = proveEnvironment.generate({ level }, seed);
        const { theory, goal } = secret;
        expect(chainForward(theory, theory.rules).derived.get(factKey(theory, goal))?.depth).toBe(depth);
        expect(secret.limit).toBe(2 * secret.proof.length);
        const answer = proveEnvironment.study!.oracle({ prompt: "", messages: [], secret }) as string;
        expect((await proveEnvironment.check(secret, answer)).reason).toBe("correct");
        // The first line of a proof that has nothing to spare is needed.
        const shorter = answer.split("\n").toSpliced(1, 1).join("\n");
        expect((await proveEnvironment.check(secret, shorter)).reason).toBe("does_not_follow");
      }
    },
  );
});
