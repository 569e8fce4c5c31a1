import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as inNode from "../../src/core/hash.ts";
import { makeChallenge, environment, environments } from "../../src/envs/index.ts";
import { rightAnswer } from "../doors/right-answer.ts";
import { evidenceOf } from "../../web/proof/evidence/evidence-of.ts";
import * as inBrowser from "../../web/proof/hash.ts";
import { behind, wealth, words } from "../../web/format.ts";
import { question, verdict } from "../../web/proof/try-question.ts";
import { shadowSaid } from "../../web/shadow-said.ts";
import { routeOf, VIEWS } from "../../web/route-of.ts";
import { didIn, turnsOf } from "../../web/turns-of.ts";
import { visibleText } from "../../web/visible-text.ts";

describe("the browser's hashes", () => {
  const data = fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array({ maxLength: 300 }));

  test("law: they are Node's", () => {
    fc.assert(
      fc.property(
        data,
        fc.string(),
        fc.array(fc.oneof(data, fc.maxSafeInteger(), fc.bigInt())),
        (bytes, tag, parts) => {
          expect(inBrowser.sha256Hex(bytes)).toBe(inNode.sha256Hex(bytes));
          expect(Buffer.from(inBrowser.sha256(bytes))).toEqual(Buffer.from(inNode.sha256(bytes)));
          expect(Buffer.from(inBrowser.taggedHash(tag, ...parts))).toEqual(
            Buffer.from(inNode.taggedHash(tag, ...parts)),
          );
        },
      ),
    );
    expect(() => inBrowser.taggedHash("a", 0.5)).toThrow(RangeError);
  });

  test("default: whatever the one has, the other has", () => {
    expect(Object.keys(inBrowser).sort()).toEqual(Object.keys(inNode).sort());
  });
});

describe("strangers' texts", () => {
  test("law: nothing that hides or turns text is left, and all else stays as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = visibleText(text);
        expect(shown.replace(/[\n\t]/g, "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u200b\ufeff]/u);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
    expect(visibleText("a\tb\r\nc")).toBe("a\tb\nc");
    expect(visibleText("<b>ß 漢</b>")).toBe("<b>ß 漢</b>");
    expect(visibleText("\u202e\u0000\u001b")).toBe("⟨U+202E⟩⟨U+0000⟩⟨U+001B⟩");
  });
});

describe("evidence of a verdict", () => {
  const made = (name: string, seed: string) => makeChallenge(environment(name), { params: { level: 1 }, seed });

  test("behavior: of an answer that stands too far from the end of its text, the length", async () => {
    const challenge = made("SAT", "evidence");
    const found = await verdict(challenge.id, `${rightAnswer(challenge)}${" well".repeat(120_000)}`);
    expect(found).toMatchObject({ thousandths: 0, reason: "no_answer" });
    expect("facts" in found && found.facts[0]).toEqual([
      "length",
      expect.stringMatching(/^The text has 600\d{3} characters/),
    ]);
  });

  test("default: of a wrong assignment the clauses that it violates, as many as the verdict counts", async () => {
    let seen = 0;
    for (let n = 0; n < 20; n += 1) {
      const challenge = made("SAT", `evidence-${n}`);
      const text = rightAnswer(challenge).replace(/-?\d+/, (literal) => String(-Number(literal)));
      const { metrics, extracted, reason } = await challenge.evaluate(text);
      if (reason !== "unsatisfied_clauses") continue;
      const [[name, value]] = evidenceOf(challenge.id, extracted) as [[string, string]];
      expect(name).toBe("violated clauses");
      const more = Number(/ and (\d+) more$/.exec(value)?.[1] ?? 0);
      expect(value.match(/\(/g)!.length + more).toBe(metrics["unsatisfied"]);
      seen += 1;
    }
    expect(seen).toBeGreaterThan(5);
  });

  test("default: of a program what it should print and what it prints; of a right answer both are the same", async () => {
    const challenge = made("ABD", "evidence");
    const { extracted, thousandths } = await challenge.evaluate(rightAnswer(challenge));
    expect(thousandths).toBe(1000);
    const facts = Object.fromEntries(evidenceOf(challenge.id, extracted));
    expect(facts["printed output"]).toBe(facts["wanted output"]);
    expect(evidenceOf(challenge.id, null)).toEqual([]);
  });
});

describe("turns of an episode", () => {
  const said = (text: string, reasoning = "") => ({
    ...{ text, reasoning, finishReason: "stop", responseId: null, servedModel: null, seed: 1 },
  });

  test("default: what each did in a line, and the reply behind it", () => {
    const edit = "I see it.\n<action>\nedit a/b.py\n<<<<<<<\nx\n=======\ny\n>>>>>>>\n</action>";
    const messages = [
      { role: "system" as const, content: "s" },
      { role: "user" as const, content: "opening" },
      { role: "assistant" as const, content: "<action>read a/b.py</action>" },
      { role: "user" as const, content: "a/b.py, lines 1-1 of 1:\nx\nTurns left: 11." },
      { role: "assistant" as const, content: edit },
      { role: "user" as const, content: "a/b.py is edited.\nTurns left: 10." },
    ];
    const earlier = [said("<action>read a/b.py</action>", "first I look"), said(edit)];
    const turns = turnsOf({ messages, earlier });
    expect(turns.map(({ did }) => did)).toEqual(["read a/b.py", "edit a/b.py"]);
    expect(turns.map(({ reply }) => reply)).toEqual([messages[3]!.content, messages[5]!.content]);
    expect(turns[0]).toMatchObject({ reasoning: "first I look", text: earlier[0]!.text });
    expect(turnsOf({ messages })).toEqual([]);
    expect(didIn("I give up")).toBe("no answer");
  });

  test("law: whatever a record has for turns and history, they can be told", () => {
    const text = fc.string({ unit: "binary" });
    const message = fc.record({ role: fc.constantFrom("system", "user", "assistant"), content: text });
    fc.assert(
      fc.property(fc.array(message), fc.array(text, { minLength: 1 }), (messages, texts) => {
        const turns = turnsOf({ messages, earlier: texts.map((one) => said(one)) });
        expect(turns.map((turn) => turn.text)).toEqual(texts);
        for (const { reply } of turns) {
          if (reply !== null) expect(messages.some(({ content }) => content === reply)).toBe(true);
        }
      }),
    );
  });
});

describe("the page's addresses", () => {
  test("default: every view of the navigation has one", () => {
    expect(VIEWS.map(([view]) => routeOf(`#/${view}`).view)).toEqual(VIEWS.map(([view]) => view));
    expect(routeOf("").view).toBe("arena");
    expect(routeOf("#/question/7/2")).toEqual({ view: "question", round: 7, place: 2 });
    expect(routeOf("#/duel/0123456789abcdef")).toEqual({ view: "duel", id: "0123456789abcdef" });
  });

  test("law: whatever the address holds, there is a route", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (hash) => {
        expect(typeof routeOf(`#/${hash}`).view).toBe("string");
      }),
    );
    for (const strange of ["question/-1", "question/1/x", "duel/../status", "a/b/c/d", "__proto__"]) {
      expect(routeOf(`#/${strange}`).view).toBe("unknown");
    }
  });
});

describe("words and numbers", () => {
  test("default: wealth has one style, on the axis and in the legend", () => {
    expect([-12, -3.5, -2, -0.2, 0, 1, 2.4, 3].map(wealth)).toEqual([
      "10⁻¹²",
      "3.2×10⁻⁴",
      "0.01",
      "0.63",
      "1",
      "10",
      "250",
      "10³",
    ]);
    expect([4, 6, 6.2, 12.9999].map(wealth)).toEqual(["10⁴", "10⁶", "1.6×10⁶", "10¹³"]);
  });

  test("default: codes and names of figures are words; abbreviations stay", () => {
    expect(["codesRight", "not_above_greedy", "turn_limit", "wrong values", "SAT"].map(words)).toEqual([
      "codes right",
      "not above greedy",
      "turn limit",
      "wrong values",
      "SAT",
    ]);
  });

  test("behavior: how far it is behind is one number, and none of a copy", () => {
    expect(behind(726, 700, false)).toBe(", 26 blocks behind");
    expect(behind(701, 700, false)).toBe(", 1 block behind");
    expect(behind(726, 700, true)).toBe("");
  });
});

describe("a question to try", () => {
  test("default: every environment of the product asks one; those that run Python name the command that judges it", () => {
    const commands = environments().flatMap(({ info: { name, levels } }) => {
      const made = question(name, levels[0]!, "try-1-2");
      if ("why" in made) throw new Error(made.why);
      return made.command === null ? [] : [made.command];
    });
    expect(commands).toEqual(["DED", "INDUCE", "REPAIR"].map((name) => `af env try ${name} --level 1 --seed try-1-2`));
  });

  test("default: HUNT's example has the codes and digits of its level, and is a turn that the game takes", () => {
    const { info } = environment("HUNT");
    for (const level of info.levels) {
      const made = question("HUNT", level, "try-1-2");
      if ("why" in made) throw new Error(made.why);
      const [, example = ""] = /“(ask [\d ]+)”/.exec(made.answerFormat) ?? [];
      const challenge = makeChallenge(environment("HUNT"), { params: { level }, seed: "try-1-2" });
      const { messages, verdict } = challenge.episode!.replay([`<action>${example}</action>`]);
      expect(verdict).toBeNull();
      expect(messages.at(-1)!.content).not.toMatch(/no valid|lost|not valid/i);
      expect(messages.at(-1)!.content).toMatch(/\d/);
    }
  });
});

describe("the other mechanism's champion", () => {
  const said = (hasPoints: boolean): string =>
    shadowSaid({ mechanism: "affine-v1", champion: { uid: 4, hotkey: "5", hasPoints } });

  test("default: a uid, or nobody, or nothing where none was asked", () => {
    expect(said(true)).toBe(" affine-v1 would say uid 4.");
    expect(shadowSaid({ mechanism: "affine-v1", champion: null })).toBe(" affine-v1 would say nobody.");
    expect(shadowSaid({ mechanism: "", champion: null })).toBe("");
  });

  test("behavior: one that it would pay for nothing is not shown as if it were good", () => {
    expect(said(false)).toContain("uid 4, which has solved nothing: ");
  });
});
