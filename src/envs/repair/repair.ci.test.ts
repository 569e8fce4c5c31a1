import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testEngine } from "../../../test/sandbox/kit/engines.ts";
import { REPAIR, repairEnvironment, type FailedTest } from "../index.ts";
import type { RepairState } from "./repair-state.ts";
import { REPAIR_TURNS } from "./repair-levels.ts";
import { readReadme } from "./readme/read-readme.ts";
import { writeReadme } from "./readme/write-readme.ts";
import { runSession } from "./run-session.ts";
import { act, editTurn } from "./study/read-history.ts";
import { readAction } from "./tools/read-action.ts";

const python = testEngine({ workers: 2 });
const { episode, info } = repairEnvironment;
const at = (level: number, seed: string) => repairEnvironment.generate({ level }, seed);
const oracleOf = (level: number, seed: string) => repairEnvironment.study!.oracle(at(level, seed)) as readonly string[];
const say = async (level: number, seed: string, ...turns: string[]) =>
  episode.playFrom(at(level, seed).secret, turns, { python });
const observed = async (turn: string, level = 3, seed = "tools") =>
  (await say(level, seed, turn)).messages.at(-1)?.content;
/** Some line of a module that stands there once. */
const lineOf = ({ code }: RepairState) => {
  const [path, text] = Object.entries(code)[1] as [string, string];
  const line = text.split("\n").find((one) => one.startsWith("    ") && text.split(`\n${one}\n`).length === 2);
  return { path, line: line as string };
};

describe("REPAIR", () => {
  test("golden: a whole conversation of the reviewer", async () => {
    const { messages, verdict } = await say(3, "golden-0", ...oracleOf(3, "golden-0"));
    expect(verdict).toMatchObject({ thousandths: 1000, reason: "correct" });
    const text = messages.map(({ role, content }) => `${role}: ${content}`).join("\n\n");
    const file = new URL("../../../test/golden/envs/repair-1-level-3.txt", import.meta.url);
    expect(`${text}\n`).toBe(readFileSync(file, "utf8"));
  });

  test.each(info.levels)("law: level %i is mended by who reads, and fails as it is", async (level) => {
    for (let index = 0; index < 6; index += 1) {
      const seed = `law-${index}`;
      const { secret } = at(level, seed);
      const { code, fixed, visible, hidden, faults } = secret.state;
      const design = readReadme(fixed["README.md"] ?? "")!;
      expect(writeReadme(design)).toBe(fixed["README.md"]);
      for (const { commands, printed } of [...visible, ...hidden])
        expect(runSession(design, commands)).toEqual(printed);
      expect(faults.length).toBe(level < 3 ? 1 : 2);
      for (const { path } of faults) expect(code[path]).toBeDefined();
      expect(new Set(faults.map(({ path }) => path)).size).toBe(faults.length);
      expect((await say(level, seed, ...oracleOf(level, seed))).verdict).toMatchObject({ reason: "correct", score: 1 });
      const { path } = faults[0]!;
      const first = code[path]!.split("\n")[0]!;
      const comment = editTurn(path, first, `# seen\n${first}`);
      const { verdict } = await say(level, seed, comment, act("submit"));
      expect(verdict).toMatchObject({
        thousandths: 0,
        reason: expect.stringMatching(/^(own|hidden)_test_fails$/) as string,
      });
      if (level >= 3) expect((await say(level, seed, act("run"))).messages.at(-1)!.content).toContain("tests/2.txt");
    }
  });

  test("behavior: levels that hide the fault have tests that pass, the lowest ones one that fails", async () => {
    for (const [level, told] of [
      [1, "tests/1.txt fails: "],
      [5, "tests/1.txt passes.\ntests/2.txt passes.\nTurns left: 11."],
      [8, "tests/1.txt passes.\ntests/2.txt passes.\nTurns left: 11."],
    ] as const) {
      for (const seed of ["a", "b", "c"]) expect(await observed(act("run"), level, seed)).toContain(told);
    }
  });

  test("behavior: read, grep and edit show and change what they say", async () => {
    const { state } = at(3, "tools").secret;
    const { path, line } = lineOf(state);
    const lines = state.code[path]!.split("\n");
    const whole = await observed(act(`read ${path}`));
    expect(whole).toBe(
      `${path}, lines 1-${lines.length - 1} of ${lines.length - 1}:\n${state.code[path]!.replace(/\n$/, "")}\nTurns left: 11.`,
    );
    expect(await observed(`Look: <ACTION>**READ** \`${path}\` lines 3-4</ACTION>`)).toBe(
      `${path}, lines 3-4 of ${lines.length - 1}:\n${lines.slice(2, 4).join("\n")}\nTurns left: 11.`,
    );
    expect(await observed(act(`grep ${line.trim()}`))).toContain(`${path}:${lines.indexOf(line) + 1}: ${line}`);
    const edited = await say(3, "tools", editTurn(path, line, "    pass"), act(`read ${path}`));
    expect(edited.messages.at(-1)!.content).toContain("\n    pass\n");
    expect(edited.messages.at(-1)!.content).not.toContain(`\n${line}\n`);
    expect(await observed(act("read tests/1.txt"))).toContain("\n> add ");
    expect(await observed(act("read README.md"))).toContain("Keeps the books of");
  });

  test.each([
    ["<action>read ../../etc/passwd</action>", 'There is no file "../../etc/passwd"'],
    ["<action>read /etc/passwd</action>", "There is no file"],
    ["<action>read __proto__</action>", "There is no file"],
    ["<action>read</action>", "Turn 1 is lost: no_path."],
    ["<action>read README.md 5-2</action>", "There are no such lines"],
    ["<action>read README.md 0-2</action>", "There are no such lines"],
    ["<action>read README.md 999999</action>", "There are no such lines"],
    ["<action>read README.md first</action>", "Turn 1 is lost: bad_lines."],
    [`<action>read ${"a/".repeat(500)}b</action>`, "Turn 1 is lost: no_path."],
    ["<action>grep</action>", "Turn 1 is lost: no_text."],
    ["<action>grep (.*)*$</action>", "No line of any file holds this text."],
    [`<action>grep ${"x".repeat(300)}</action>`, "Turn 1 is lost: text_too_long."],
    ["<action>edit README.md\n<<<<<<<\n# x\n=======\n# y\n>>>>>>></action>", "README.md cannot be edited"],
    ["<action>edit ../x.py\n<<<<<<<\na\n=======\nb\n>>>>>>></action>", "There is no file"],
    ["<action>edit tests/1.txt\n<<<<<<<\nok\n=======\nno\n>>>>>>></action>", "tests/1.txt cannot be edited"],
    ["<action>edit</action>", "Turn 1 is lost: no_path."],
    ["<action>edit x.py\nfoo = 1</action>", "Turn 1 is lost: no_patch."],
    ["<action>edit x.py\n<<<<<<<\na\n>>>>>>></action>", "Turn 1 is lost: no_patch."],
    ["<action>edit x.py\n<<<<<<<\n=======\nb\n>>>>>>></action>", "Turn 1 is lost: empty_old."],
    ["<action>edit x.py\nplease\n<<<<<<<\na\n=======\nb\n>>>>>>></action>", "Turn 1 is lost: no_patch."],
    ["<action>delete x.py</action>", "Turn 1 is lost: unknown_action."],
    ["<action>read README.md 1\nread README.md 2</action>", "Turn 1 is lost: several_actions."],
    ["<action>run\n\n**Submit**</action>", "Turn 1 is lost: several_actions."],
    ["<action>run, then submit</action>", "Turn 1 is lost: several_actions."],
    ["<action></action>", "Turn 1 is lost: "],
    [`<action>edit x.py\n${"y".repeat(20_000)}</action>`, "Turn 1 is lost: action_too_long."],
    [`<action>${"z".repeat(70_000)}</action>`, "Turn 1 is lost: answer_too_long."],
    ["<action>grep \ud800</action>", "Turn 1 is lost: forbidden_character."],
    ["<action>edit x.py\n<<<<<<<\na\n=======\n\udfff\n>>>>>>></action>", "Turn 1 is lost: forbidden_character."],
    ["<action>run", "Turn 1 is lost: unclosed_answer."],
    ["run", "Turn 1 is lost: no_answer."],
    ["<think>never closed <action>run</action>", "Turn 1 is lost: no_answer."],
  ])("behavior: %j costs its turn and changes nothing", async (turn, told) => {
    const { messages, verdict } = await say(3, "tools", turn);
    expect(verdict).toBeNull();
    expect(messages.at(-1)!.content).toContain(told);
    expect(messages.at(-1)!.content).toMatch(/\nTurns left: 11\.$/);
    expect((await say(3, "tools", turn, act("submit"))).verdict).toMatchObject({ reason: "nothing_edited" });
  });

  test.each([
    ["old lines that stand nowhere", "    nothing like it", "do not stand in"],
    ["old lines that stand twice", '        """', "do not stand in"],
    ["a part of a line", "def", "do not stand in"],
  ])("behavior: %s are no patch", async (_, old, told) => {
    const { path } = lineOf(at(3, "tools").secret.state);
    expect(await observed(editTurn(path, old, "x"))).toContain(told);
  });

  test("behavior: lines that stand more than once are not edited", async () => {
    const { code } = at(8, "tools").secret.state;
    const path = Object.keys(code).find((one) => one.endsWith("/figures.py"))!;
    expect(
      code[path]!.split("\n    return value\n").length + code[path]!.split("\n    if kept is not None:\n").length,
    ).toBeGreaterThan(3);
    const twice =
      code[path]!.split("\n    return value\n").length > 2 ? "    return value" : "    if kept is not None:";
    expect(await observed(editTurn(path, twice, "x"), 8)).toContain("more than once");
  });

  test.each([
    ["while True:\n    pass", "fuel_exhausted"],
    ["raise ValueError('x')", "runtime_error"],
    ["def", "runtime_error"],
    ["import os\nos._exit(0)", "own_test_fails"],
    ["import sys\nsys.exit(3)", "exit_status"],
    ["print('x' * 10**6)", "output_too_long"],
    ["x = bytearray(2**30)", "memory_exhausted"],
    ["open('/work/x', 'w')", "runtime_error"],
    ["import socket\nsocket.socket()", "runtime_error"],
  ])("behavior: a package with %j scores nothing, with its reason", async (code, reason) => {
    const { path } = lineOf(at(3, "tools").secret.state);
    const first = at(3, "tools").secret.state.code[path]!.split("\n")[0]!;
    const edit = editTurn(path, first, `${first}\n${code}`);
    const { verdict } = await say(3, "tools", edit, act("submit"));
    if (reason === "runtime_error" && code.includes("socket")) expect(verdict!.thousandths).toBe(0);
    else expect(verdict).toMatchObject({ thousandths: 0, reason });
    const run = await say(3, "tools", edit, act("run"));
    expect(run.verdict).toBeNull();
    expect(run.messages.at(-1)!.content).toContain("tests/1.txt fails: ");
  });

  test("behavior: which test a package failed is told, with the command, what was printed and what is wanted", async () => {
    const { secret } = at(8, "tools");
    const { code, visible, hidden } = secret.state;
    const [path, text] = Object.entries(code).at(-1)!;
    const first = text.split("\n")[0]!;
    const failedBy = async (added: string): Promise<FailedTest[]> => {
      const told: FailedTest[] = [];
      const turns = [editTurn(path, first, `${first}\n${added}`), act("submit")];
      await episode.playFrom(secret, turns, { python, onFailedTest: (test) => void told.push(test) });
      return told;
    };
    const [hiddenOne, ...none] = await failedBy("# seen");
    expect(none).toEqual([]);
    // On this level the tests that can be seen pass.
    const number = Number(/^hidden test (\d) of 8$/.exec(hiddenOne!.test!)![1]);
    const { commands, printed } = hidden[number - 1]!;
    const given = hiddenOne!.input.split("\n");
    expect(given).toEqual(commands.slice(0, given.length));
    expect(hiddenOne!.wanted).toBe(`> ${given.at(-1)!}\n${printed[given.length - 1]!}`);
    expect(hiddenOne!.printed).not.toBe(hiddenOne!.wanted);
    const [ownOne] = await failedBy("raise ValueError('x')");
    expect(ownOne).toMatchObject({ test: "tests/1.txt", printed: null, wanted: visible[0]!.printed.join("\n") });
    expect(ownOne!.error).toMatch(/ValueError: x$/);
  });

  test("behavior: a fault of the sandbox is nobody's zero", async () => {
    const ill = { ...python, run: () => Promise.reject(new Error("ill")) };
    const turns = oracleOf(3, "golden-0");
    await expect(episode.playFrom(at(3, "golden-0").secret, turns, { python: ill })).rejects.toThrow("ill");
  });

  test("behavior: reading turns need no sandbox, and replay says where one is needed", () => {
    const { secret } = at(3, "golden-0");
    const turns = oracleOf(3, "golden-0");
    expect(episode.python).toBe(true);
    expect(episode.replayFrom(secret, turns.slice(0, -1)).verdict).toBeNull();
    expect(() => episode.replayFrom(secret, turns)).toThrow(
      expect.objectContaining({ code: "unsupported", details: { fault: "needs_python", turn: turns.length } }) as Error,
    );
  });

  test("behavior: turns after the end are refused, and twelve turns without handing in score nothing", async () => {
    await expect(say(3, "tools", act("submit"), act("run"))).rejects.toMatchObject({
      code: "invalid_input",
      details: { fault: "turns_after_end", turn: 1 },
    });
    const { verdict, truncated } = await say(3, "tools", ...Array<string>(REPAIR_TURNS).fill(act("read README.md")));
    expect(verdict).toMatchObject({ thousandths: 0, reason: "turn_limit" });
    expect(truncated).toBe(true);
  });

  test("law: whatever is said has a reply of at most 4,096 characters, and shows nothing of the hidden tests", () => {
    const { secret } = at(8, "any");
    const telling = secret.state.hidden.map(({ printed }) => printed.join("\n"));
    const path = fc.constantFrom(...Object.keys(secret.state.code), "README.md", "tests/1.txt", "x");
    const turn = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.tuple(path, fc.nat(90), fc.nat(90)).map(([one, from, to]) => act(`read ${one} ${from}-${to}`)),
      fc.string({ maxLength: 3 }).map((text) => act(`grep ${text}`)),
      fc.tuple(path, fc.string(), fc.string()).map(([one, old, piece]) => editTurn(one, old, piece)),
    );
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 11 }), (turns) => {
        const { messages, verdict } = episode.replayFrom(secret, turns);
        expect(verdict).toBeNull();
        for (const { role, content } of messages.slice(1)) {
          if (role !== "user") continue;
          expect(content.length).toBeLessThanOrEqual(4_096);
          for (const text of telling) expect(content).not.toContain(text);
        }
      }),
    );
  });

  test.each([
    ["edit a/b.py\n<<<<<<< SEARCH\n  x\n=======\n  y\n>>>>>>> REPLACE"],
    ["```\nedit a/b.py\n<<<<<<<\n  x\n=======\n  y\n>>>>>>>\n```"],
    ["edit `a/b.py`\n```python\n<<<<<<<\n  x\n=======\n  y\n>>>>>>>\n```"],
    ["Edit: a/b.py\r\n<<<<<<<\r\n  x\r\n=======\r\n  y\r\n>>>>>>>"],
    ["**edit** a/b.py\n\n<<<<<<< OLD\n  x\n=======\n  y\n>>>>>>> NEW"],
  ])("behavior: %j is an edit", (text) => {
    expect(readAction(act(text))).toEqual({
      verb: "edit",
      path: "a/b.py",
      patches: [{ old: "  x", new: "  y", indent: "" }],
    });
  });

  test("behavior: several patches below one edit are made one after the other, all of them or none", async () => {
    const { path, line } = lineOf(at(3, "tools").secret.state);
    const patch = (old: string, piece: string): string => `<<<<<<<\n${old}\n=======\n${piece}\n>>>>>>>`;
    const edit = (...patches: string[]): string => act(`edit ${path}\n${patches.join("\n\n")}`);
    const both = edit(patch(line, "    one = 1"), patch("    one = 1", "    two = 2"));
    const edited = await say(3, "tools", both, act(`read ${path}`));
    expect(edited.messages.at(-3)!.content).toBe(`${path} is edited.\nTurns left: 11.`);
    expect(edited.messages.at(-1)!.content).toContain("\n    two = 2\n");
    const half = edit(patch(line, "    one = 1"), patch("    nowhere", "    two = 2"));
    const refused = await say(3, "tools", half, act("grep one = 1"), act("submit"));
    expect(refused.messages.at(-4)!.content).toBe(
      `Turn 1 is lost: patch 2 of 2: the old lines do not stand in ${path}.\nTurns left: 11.`,
    );
    expect(refused.messages.at(-2)!.content).toContain("No line of any file holds this text.");
    expect(refused.verdict).toMatchObject({ reason: "nothing_edited" });
  });

  test.each([
    ["a doubled mark in the middle", "<<<<<<<\nA\n=======\n=======\nb\n>>>>>>>", "no_patch"],
    ["a patch that begins in another one", "<<<<<<<\nA\n=======\nb\n<<<<<<<\nA\n=======\nc\n>>>>>>>", "no_patch"],
    ["old lines without an end", "<<<<<<<\nA\n<<<<<<<\nA\n=======\nc\n>>>>>>>", "no_patch"],
    ["marks that are not below one another", "<<<<<<<\nA\n=======\nb\n  >>>>>>>\n  <<<<<<<\nc\n>>>>>>>", "no_patch"],
    ["what was there before", "<<<<<<< HEAD\nA\n||||||| base\nx\n=======\nb\n>>>>>>> new", "no_patch"],
    ["two ends", "<<<<<<<\nA\n=======\nb\n>>>>>>>\n>>>>>>>", "no_patch"],
    ["a half patch behind a whole one", "<<<<<<<\nA\n=======\nb\n>>>>>>>\n<<<<<<<\nA", "no_patch"],
    [
      "another edit",
      "<<<<<<<\nA\n=======\nb\n>>>>>>>\nedit x.py\n<<<<<<<\nA\n=======\nb\n>>>>>>>",
      "several_actions, and",
    ],
    ["a run behind", "<<<<<<<\nA\n=======\nb\n>>>>>>>\nrun", "several_actions, and"],
    ["more than twenty patches", "<<<<<<<\nA\n=======\nb\n>>>>>>>\n".repeat(21), "too_many_patches"],
  ])("behavior: %s: the module stays as it is", async (_, patches, reason) => {
    const { path, line } = lineOf(at(3, "tools").secret.state);
    const { messages, verdict } = await say(
      3,
      "tools",
      act(`edit ${path}\n${patches.replaceAll("A", line)}`),
      act("grep ====="),
      act("submit"),
    );
    expect(messages.at(-4)!.content).toContain(`Turn 1 is lost: ${reason}`);
    expect(messages.at(-2)!.content).toContain("No line of any file holds this text.");
    expect(verdict).toMatchObject({ reason: "nothing_edited" });
  });

  test.each([
    ["edit\ta/b.py"],
    ["edit\u00a0a/b.py"],
    ["Action: edit a/b.py"],
    ["**Action:** edit `a/b.py`"],
    ["Action:\nedit a/b.py"],
    ["Turn 3: edit a/b.py"],
    ["1. edit a/b.py"],
    ["edit /work/a/b.py"],
    ["edit ./a/b.py"],
    ["edit file a/b.py"],
    ["edit the module `a/b.py`:"],
  ])("behavior: %j above a patch is an edit", (head) => {
    const patch = "<<<<<<< old lines\n  x\n=======\n  y\n>>>>>>> new/lines";
    const edit = { verb: "edit", path: "a/b.py", patches: [{ old: "  x", new: "  y", indent: "" }] };
    expect(readAction(act(`${head}\n${patch}`))).toEqual(edit);
    const quoted = `${head}\n${patch}`.replace(/^/gm, "> ");
    expect(readAction(act(quoted))).toEqual(edit);
  });

  test.each([
    "submit",
    "Submit.",
    "done!",
    "submit the package",
    "submit: both faults are fixed",
    "submit  # all tests pass, I hope",
    "submit depot/",
    "> submit",
    "Action: submit",
    "submit\n\nI have mended both.",
  ])("behavior: %j hands the package in", (text) => {
    expect(readAction(act(text))).toEqual({ verb: "submit" });
  });

  test.each([
    "submit no",
    "submit maybe",
    "submit?",
    "submit not yet",
    "submit # not yet",
    "submit # wrong",
    "submit later",
    "submit or think on",
    "submit\nno, wait",
    "run no",
    "done?",
  ])("behavior: %j is no action", (text) => {
    expect(readAction(act(text))).toEqual({ verb: "lost", reason: "unknown_action" });
  });

  test.each([
    ["read *", "*"],
    ["read /work/README.md 1-2", "README.md"],
    ["read\u00a0README.md\u00a01-2", "README.md"],
    ["read file README.md", "README.md"],
    ["Action: read ./README.md", "README.md"],
  ])("behavior: %j reads %j", (text, path) => {
    expect(readAction(act(text))).toMatchObject({ verb: "read", path });
  });

  test("error: levels that there are not", async () => {
    await expect(REPAIR.reset({ level: 9 })).rejects.toMatchObject({ code: "environment_params" });
  });
});

test.each(info.levels)("law: on level %i the code differs from the right one in one statement a fault", (level) => {
  for (let index = 0; index < 40; index += 1) {
    for (const { right } of at(level, `one-${index}`).secret.state.faults) {
      // The longest statement keeps what ends for figures, or works out a figure from two others.
      expect(right.split("\n").length).toBeLessThanOrEqual(4);
    }
  }
});

test.each(info.scoredLevels)(
  "law: on level %i a package with one of its two faults mended fails hidden tests",
  async (level) => {
    for (let index = 0; index < 12; index += 1) {
      const seed = `half-${index}`;
      const edits = oracleOf(level, seed).filter((turn) => turn.includes("\nedit "));
      expect(edits).toHaveLength(2);
      for (const edit of edits) {
        const { verdict } = await say(level, seed, edit, act("submit"));
        expect(verdict).toMatchObject({
          thousandths: 0,
          reason: expect.stringMatching(/^(own|hidden)_test_fails$/) as string,
        });
      }
      const whole = await say(level, seed, ...edits, act("submit"));
      expect(whole.verdict).toMatchObject({ reason: "correct" });
    }
  },
);
