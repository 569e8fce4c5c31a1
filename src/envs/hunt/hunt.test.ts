import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HUNT, huntEnvironment } from "../index.ts";
import { asksNeeded } from "./asks-needed.ts";
import { credit } from "./credit.ts";
import { HUNT_TURNS } from "./hunt-levels.ts";
import { readGame } from "./study/read-game.ts";
import { act, referencePlayer } from "./study/reference-player.ts";

const { episode, info } = huntEnvironment;
const at = (level: number, seed: string) => huntEnvironment.generate({ level }, seed);

describe("HUNT", () => {
  test("golden: a whole conversation of the reference player", () => {
    const { secret } = at(3, "golden-0");
    const turns = huntEnvironment.study!.oracle(at(3, "golden-0")) as readonly string[];
    const text = episode
      .replayFrom(secret, turns)
      .messages.map(({ role, content }) => `${role}: ${content}`)
      .join("\n\n");
    const file = new URL("../../../test/golden/envs/hunt-1-level-3.txt", import.meta.url);
    expect(`${text}\n`).toBe(readFileSync(file, "utf8"));
  });

  test.each(info.levels)(
    "law: level %i says its whole game, and the reference player never needs more than the bound",
    (level) => {
      for (let index = 0; index < 15; index += 1) {
        const { prompt, secret } = at(level, `law-${index}`);
        const { game, bound, hidden } = secret.state;
        expect(readGame(prompt)).toEqual(game);
        expect(asksNeeded(game, 11)).toBe(bound - 1);
        // A code of two digits may stand in any text.
        if (level > 2) expect(prompt).not.toContain(hidden.map((code) => code.join("")).join(" "));
        const turns = huntEnvironment.study!.oracle(at(level, `law-${index}`)) as readonly string[];
        expect(turns.length).toBeLessThanOrEqual(bound);
        expect(episode.replayFrom(secret, turns).verdict).toMatchObject({ thousandths: 1000, reason: "correct" });
      }
    },
  );

  test("law: the bound holds for every code there is", () => {
    const { secret } = at(1, "every");
    for (let first = 0; first < 4; first += 1) {
      for (let second = 0; second < 4; second += 1) {
        const state = { ...secret.state, hidden: [[first, second]] };
        const turns: string[] = [];
        let now = episode.replayFrom({ ...secret, state }, turns);
        for (; now.verdict === null; now = episode.replayFrom({ ...secret, state }, turns)) {
          turns.push(referencePlayer.act(now.messages, null as never));
        }
        expect(now.verdict.thousandths).toBe(1000);
      }
    }
  });

  test("behavior: the figures tell how many turns were said, be it a turn that is too long or the last", () => {
    const { secret } = at(1, "limit");
    const end = (...turns: string[]) => episode.replayFrom(secret, turns).verdict;
    expect(end("x".repeat(300_000))).toMatchObject({ reason: "history_limit", metrics: { turns: 1 } });
    expect(end(...Array<string>(HUNT_TURNS).fill("x"))).toMatchObject({
      reason: "turn_limit",
      metrics: { turns: HUNT_TURNS },
    });
  });

  test("behavior: credit falls with the turns behind the bound; a wrong claim and no claim have none", () => {
    const { secret } = at(3, "credit");
    const { hidden, bound } = secret.state;
    const right = act("claim", hidden);
    const ask = act("ask", hidden);
    for (let turn = 1; turn <= HUNT_TURNS; turn += 1) {
      const { verdict } = episode.replayFrom(secret, [...Array<string>(turn - 1).fill(ask), right]);
      expect(verdict).toMatchObject({
        thousandths: credit(turn, bound),
        reason: turn <= bound ? "correct" : "correct_late",
      });
      expect(verdict!.thousandths).toBeGreaterThan(0);
    }
    const wrong = hidden.map((code, index) => (index === 0 ? code.map((digit) => (digit + 1) % 4) : code));
    expect(episode.replayFrom(secret, [act("claim", wrong)]).verdict).toMatchObject({
      thousandths: 0,
      reason: "wrong_claim",
      metrics: { codesRight: 2 },
    });
    expect(episode.replayFrom(secret, Array<string>(HUNT_TURNS).fill(ask))).toMatchObject({
      truncated: true,
      verdict: { thousandths: 0, reason: "turn_limit" },
    });
  });

  test.each([
    ["<action>ask 01 23 12</action>", null],
    ["Let me see.\n<ACTION>ASK 0 1, 2 3; 1 2</ACTION>", null],
    ["<action>ask 00 00 00</action> no: <action>ask 01|23|12</action>", null],
    ["<think><action>claim 00 00 00</action></think><action>ask: 012312</action>", null],
    ["<action>**ask 01 23 12**</action>", null],
    ["<action>`ask 01 23 12`</action>", null],
    ["<action>ask 01 23 12.</action>", null],
    ["<action>\n```\nask\uff1a01\uff0c23\uff0c12\n```\n</action>", null],
    ["<action>ask 01 23 12!</action>", null],
    ["<action>ask 01 23 12?!</action>", "neither_ask_nor_claim"],
    ["ask 01 23 12", "no_answer"],
    ["<action>ask 01 23</action>", "wrong_number_of_digits"],
    ["<action>ask 01 23 14</action>", "digit_too_large"],
    ["<action>ask code 1: 01 23 12</action>", "neither_ask_nor_claim"],
    ["<action>guess 01 23 12</action>", "neither_ask_nor_claim"],
    ["<action>ask 01 23 12", "unclosed_answer"],
    ["<action>ask ٠١ 23 12</action>", "forbidden_character"],
    [`<action>ask ${" ".repeat(300)}012312</action>`, "action_too_long"],
    ["<think>never closed <action>ask 01 23 12</action>", null],
    ["", "no_answer"],
  ])("behavior: %j", (turn, reason) => {
    const { secret } = at(3, "read");
    const { messages, verdict } = episode.replayFrom(secret, [turn]);
    expect(verdict).toBeNull();
    const observation = messages.at(-1)!.content;
    const expected = turn.startsWith("<think>never") ? "no_answer" : reason;
    if (expected === null) expect(observation).toMatch(/^Answers of turn 1: [0-2] [0-2] [0-2]\. Turns left: 11\.$/);
    else expect(observation).toBe(`Turn 1 is lost: ${expected}. Turns left: 11.`);
  });

  test.each([
    '{"name": "ask", "arguments": {"codes": ["01", "23", "12"]}}',
    "Answer:\nask 01 23 12",
    "**Final answer:** ask 01 23 12",
    "~~~\n## Answer\nask 01 23 12\n~~~",
    '{"type": "function", "function": {"name": "ask", "arguments": "{\\"codes\\": [\\"01\\", \\"23\\", \\"12\\"]}"}}',
    '{"tool": "ask", "parameters": {"codes": "01 23 12"}}',
    '{"name": "ask", "arguments": ["01", "23", "12"]}',
    '{"codes": ["01", "23", "12"], "action": "ask"}',
    '{"arguments": {"codes": ["01", "23", "12"]}, "name": "ask"}',
    '<tool_call>\n{"name": "ask", "arguments": {"codes": ["01", "23", "12"]}}\n</tool_call>',
    "<tool_call><function=ask><parameter=codes>01 23 12</parameter></function></tool_call>",
    '<invoke name="ask"><parameter name="codes">01 23 12</parameter></invoke>',
    "<ask>01 23 12</ask>",
    '[TOOL_CALLS]ask[ARGS]{"codes": ["01", "23", "12"]}',
    "<tool_call>ask\n<arg_key>codes</arg_key>\n<arg_value>01 23 12</arg_value>\n</tool_call>",
    '<｜tool▁call▁begin｜>ask<｜tool▁sep｜>{"codes": ["01", "23", "12"]}<｜tool▁call▁end｜>',
    '<|tool_call_begin|>functions.ask:0<|tool_call_argument_begin|>{"codes": "01 23 12"}<|tool_call_end|>',
    '<minimax:tool_call><invoke name="ask"><parameter name="codes">01 23 12</parameter></invoke></minimax:tool_call>',
    '[ask(codes="01 23 12")]',
    "Action: ask\nAction Input: 01 23 12",
    "action: ask\ncodes: 01 23 12",
    'ask(codes=["01", "23", "12"])',
    "ask codes 01 23 12",
    "ask the codes: 01, 23, 12",
    "I ask 01 23 12",
    "✅ ask 01 23 12",
    "→ ask 01 23 12",
    "ask 01 23 12 ✅",
    "ask 01 23 12 (final)",
    "ask 01 23 12 (my final answer)",
    "- [x] ask 01 23 12",
    "ask 01 23 12  # I think so",
    "ask 01 23 12 # no other code fits",
    "ask 01 23 12 # not asked before",
    "ask 01 23 12 # first ask",
    "ask 01 23 12 # best guess",
    "ask 01 23 12 (to split the rest)",
    "ask 01 23 12 # the others are ruled out",
    "ask 01 23 12 # maybe one of them",
    "<|begin_of_box|>ask 01 23 12<|end_of_box|>",
    "\\(ask 01 23 12\\)",
    "ask 01 23 12</s>",
    "ask 01 23 12!",
    "**ASK 01 23 12**!",
    "ask 01 23 12\u200b",
    "ask 01-23-12",
    "ask 01 - 23 - 12",
    "ask 01 23 12\n\nThis splits the rest.",
    "ask 01 23 12.\nThe first code may be any of four.\nThe others are less open.",
  ])("behavior: %j is an action", (action) => {
    const observation = episode
      .replayFrom(at(3, "read").secret, [`<action>${action}</action>`])
      .messages.at(-1)!.content;
    expect(observation).toMatch(/^Answers of turn 1: /);
  });

  test.each([
    "claim 01 23 12 # I take this back",
    "claim 01 23 12 # taken back",
    "claim 01 23 12 # in reverse",
    "claim 01 23 12 # backwards",
    "claim 01 23 12 # soon",
    "claim 01 23 12 # I am still not ready",
    "claim 01 23 12 # until somebody knows better",
    '[TOOL_CALLS]ask[ARGS]{"codes": "01 23 12"}[TOOL_CALLS]claim[ARGS]{"codes": "01 23 12"}',
    "claim 01 23 12 # wait for the next turn",
    "claim 01 23 12 # if nothing else helps",
    "claim 01 23 12 # ruled out",
    "claim 01 23 12 (eliminated)",
    "claim 01 23 12 # tomorrow",
    "claim 01 23 12 # add one to each digit",
    "claim 01 23 12 # increase every digit",
    "claim 01 23 12 # in hex",
    "claim 01 23 12 # from the end",
    "claim 01 23 12 (best guess)",
    "ask 01 23 12 # backwards",
    "ask 01 23 12 # plus one",
    "ask 01 23 12 # or claim it",
    "ask 01 23 12 # I take this back",
    "- [ ] claim 01 23 12",
    "[ ] claim 01 23 12",
    "claim 01 23 12 (not final)",
    "claim 01 23 12?",
    "❌ claim 01 23 12",
    "I would claim 01 23 12",
    '{"name": "claim", "arguments": {"codes": ["01", "23", "12"], "order": "reversed"}}',
    '{"name": "claim", "name": "ask", "arguments": {"codes": ["01", "23", "12"]}}',
    "<ask>01 23 12</claim>",
    "claim -01 23 12",
    "claim 01 -23 12",
    "claim 01, 23, -12",
    "claim 01/-23/12",
    "claim 01--23 12",
    "claim \u221201 23 12",
    "claim (-01) 23 12",
    '{"claim": ["-01", "23", "12"]}',
    '{"action": "claim", "codes": [[-0, 1], [2, 3], [1, -2]]}',
    "<claim>01 -23 12</claim>",
    "ask -01 23 12",
    "claim +01 23 12",
    "claim 01 23 12!?",
    "claim 01 23 12\n\nI take this back.",
    "claim 01 23 12\n\nI am not sure.",
    "claim 01 23 12\nThis is a guess.",
    "claim 01 23 12\n\nRead it in reverse.",
    "claim 01 23 12\n\nThe first is 02.",
  ])("behavior: %j does nothing", (action) => {
    const { messages, verdict } = episode.replayFrom(at(3, "read").secret, [`<action>${action}</action>`]);
    expect(verdict).toBeNull();
    expect(messages.at(-1)!.content).toMatch(/^Turn 1 is lost: neither_ask_nor_claim\./);
  });

  test("law: any twelve turns have a verdict, and say nothing of what is hidden", () => {
    const { secret } = at(8, "any");
    const told = secret.state.hidden.map((code) => code.join("")).join(" ");
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.string().map((text) => `<action>ask ${text}</action>`),
          ),
          { minLength: 12, maxLength: 12 },
        ),
        (turns) => {
          const { messages, verdict } = episode.replayFrom(secret, turns);
          expect(verdict).toMatchObject({ thousandths: 0, reason: "turn_limit" });
          for (const { role, content } of messages) if (role === "user") expect(content).not.toContain(told);
        },
      ),
    );
  });

  test("error: levels that there are not", async () => {
    await expect(HUNT.reset({ level: 9 })).rejects.toMatchObject({ code: "environment_params" });
  });
});
