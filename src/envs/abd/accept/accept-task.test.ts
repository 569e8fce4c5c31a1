import { describe, expect, test } from "vitest";
import { Random } from "../../../core/index.ts";
import { ABD_LEVELS } from "../abd-levels.ts";
import type { AbdSecret, ProgramTask } from "../abd-secret.ts";
import { abdEnvironment } from "../abd.ts";
import { drawInput, type Domain } from "../domain.ts";
import { compileProgram } from "../run/compile-program.ts";
import {
  item,
  letterAt,
  listNamed,
  minus,
  modulo,
  number,
  plus,
  rank,
  sumOf,
  textNamed,
  times,
} from "../tree/build.ts";
import type { ListExpression, NumberExpression, TextExpression } from "../tree/expression.ts";
import type { Program, Statement } from "../tree/program.ts";
import { acceptTask } from "./accept-task.ts";
import { linesAreHardToGuess } from "./conditional-density.ts";
import { outputsAreDistinct } from "./distinct-outputs.ts";
import { everyElementIsLive } from "./element-liveness.ts";
import { linesAreLiveAndWoven } from "./line-liveness.ts";
import { changesSpread } from "./spread.ts";
import { isLiveThroughout, printsNoInput } from "./static-liveness.ts";
import { showsInput } from "./visible-input.ts";

const DOMAIN: Domain = { count: 7, largest: 99, letters: 8, largestKey: 99 };
const x = number("x");

const program = (...statements: Statement[]): Program => ({ helpers: [], statements });
const setList = (name: string, each: NumberExpression, of = "numbers"): Statement => ({
  is: "set-list",
  name,
  value: { is: "list-comprehension", each, source: { is: "items", item: "x", of: listNamed(of) } },
});
/** Letters of the word moved on by a number. */
const setText = (name: string, by: NumberExpression): Statement => ({
  is: "set-text",
  name,
  value: {
    is: "text-comprehension",
    each: letterAt(plus(rank(textNamed("ch")), by)),
    source: { is: "characters", item: "ch", of: textNamed("word") },
  },
});
const printList = (of: string | ListExpression): Statement => ({
  is: "print-list",
  of: typeof of === "string" ? listNamed(of) : of,
});
const printText = (of: string | TextExpression): Statement => ({
  is: "print-text",
  of: typeof of === "string" ? textNamed(of) : of,
});

/** A program that passes: the list is moved by the key, the word by the list. */
const GOOD = program(
  setList("p1", plus(times(x, 3), "key")),
  setText("w2", plus(sumOf("p1"), "key")),
  printList("p1"),
  printText("w2"),
);

/** A program on an input of its own, as the rules see it. */
function measured(tried: Program, seed = "rules") {
  const random = Random.from("accept-task", seed);
  const run = compileProgram(tried);
  const input = drawInput(DOMAIN, random);
  const first = run(input);
  if (!first.ended) throw new Error(first.fault);
  return { run, target: { input, lines: first.lines }, random };
}

const dynamic = {
  woven: (tried: Program) => {
    const { run, target, random } = measured(tried);
    return linesAreLiveAndWoven(run, DOMAIN, target, random);
  },
  live: (tried: Program) => {
    const { run, target, random } = measured(tried);
    return everyElementIsLive(run, DOMAIN, target, random);
  },
  distinct: (tried: Program) => {
    const { run, target, random } = measured(tried);
    return outputsAreDistinct(run, DOMAIN, { target: target.lines.join("\n"), trials: 200 }, random);
  },
  spread: (tried: Program) => {
    const { run, target, random } = measured(tried);
    return changesSpread(run, DOMAIN, target, 50, random);
  },
  hard: (tried: Program) => {
    const { run, target, random } = measured(tried);
    return linesAreHardToGuess(run, DOMAIN, { ...target, trials: 200 }, random);
  },
};

test("default: a program that keeps every rule is accepted with the output it prints", () => {
  const task = acceptTask(GOOD, DOMAIN, { spreadPercent: 50, trials: 200 }, Random.from("accept-task", "good"))!;
  expect(compileProgram(GOOD)(task.input)).toMatchObject({ ended: true, lines: task.output });
  for (const rule of Object.values(dynamic)) expect(rule(GOOD)).toBe(true);
});

describe("seen from the tree", () => {
  test.each<[string, Program]>([
    [
      "a computed list that nothing reads",
      program(...GOOD.statements.slice(0, 1), setList("p3", plus(x, 1)), ...GOOD.statements.slice(1)),
    ],
    ["a value written over before it is read", program(setList("p1", x), ...GOOD.statements)],
    [
      "an input that nothing reads",
      program(setList("p1", plus(x, 3)), setText("w2", sumOf("p1")), printList("p1"), printText("w2")),
    ],
    ["a helper that nothing calls", { ...GOOD, helpers: [{ name: "idle", parameters: ["x"], body: [], result: x }] }],
  ])("error: %s", (_, tried) => {
    expect(isLiveThroughout(GOOD)).toBe(true);
    expect(isLiveThroughout(tried)).toBe(false);
    expect(acceptTask(tried, DOMAIN, { spreadPercent: 0, trials: 200 }, Random.from("accept-task"))).toBeNull();
  });

  test("error: an input printed as it came", () => {
    expect(printsNoInput(GOOD)).toBe(true);
    for (const raw of [printList("numbers"), printText("word")]) {
      const tried = program(...GOOD.statements, raw);
      expect(printsNoInput(tried)).toBe(false);
      expect(acceptTask(tried, DOMAIN, { spreadPercent: 0, trials: 200 }, Random.from("accept-task"))).toBeNull();
    }
  });
});

describe("seen from its runs", () => {
  const input = { numbers: [3, 14, 15, 92, 65, 35, 89], word: "abcdefgh", key: 42 };

  test.each([
    ["the list", ["0 3 14 15 92 65 35 89 1"]],
    ["the word", ["1 2", "xxabcdefgh"]],
    ["the key as a word", ["1 42 7"]],
  ])("error: %s can be read off the output", (_, lines) => {
    expect(showsInput(lines, input)).toBe(true);
    expect(showsInput(["420 142 7", "hgfedcba", "3 14 15 92 65 35"], input)).toBe(false);
  });

  test("error: every line of the output depends on one line of the input", () => {
    const apart = program(
      setList("p1", plus(times(x, 3), 1)),
      setText("w2", number(3)),
      printList("p1"),
      printText("w2"),
      printList({ is: "list", items: [times("key", 7)] }),
    );
    expect(dynamic.woven(apart)).toBe(false);
    expect(dynamic.live(apart)).toBe(true);
  });

  test("error: a line of the input changes nothing", () => {
    const dead = program(
      setList("p1", plus(x, modulo("key", 1))),
      setText("w2", sumOf("p1")),
      printList("p1"),
      printText("w2"),
    );
    expect(isLiveThroughout(dead)).toBe(true);
    expect(dynamic.woven(dead)).toBe(false);
  });

  test("error: an element of the list changes nothing", () => {
    const tail: ListExpression = { is: "list-slice", of: listNamed("numbers"), from: number(1), to: null };
    const dead = program(
      { is: "set-list", name: "p0", value: { ...tail } },
      setList("p1", plus(times(x, 3), "key"), "p0"),
      setText("w2", sumOf("p1")),
      printList("p1"),
      printText("w2"),
    );
    expect(dynamic.live(dead)).toBe(false);
  });

  test("error: a letter of the word changes nothing", () => {
    const tail: TextExpression = { is: "text-slice", of: textNamed("word"), from: null, to: number(7) };
    const dead = program(
      setList("p1", plus(times(x, 3), "key")),
      { is: "set-text", name: "w2", value: tail },
      printList("p1"),
      printText("w2"),
    );
    expect(dynamic.live(dead)).toBe(false);
  });

  test("error: every element shows in a place of its own", () => {
    const apart = program(
      setList("p1", plus(times(x, 3), "key")),
      setText("w2", number("key")),
      printList("p1"),
      printText("w2"),
    );
    expect(dynamic.spread(apart)).toBe(false);
    expect(dynamic.woven(apart) && dynamic.live(apart) && dynamic.distinct(apart)).toBe(true);
  });

  test("error: random inputs share their outputs", () => {
    const few = program(
      printList({ is: "list", items: [modulo(plus(sumOf("numbers"), "key"), 50)] }),
      printText("word"),
    );
    expect(dynamic.distinct(program(few.statements[0]!))).toBe(false);
    expect(dynamic.distinct(few)).toBe(true);
  });

  test("error: a checksum of the list, which random trials of all three lines together would not show", () => {
    const checksum = program(
      printList({ is: "list", items: [modulo(plus(sumOf("numbers"), "key"), 97)] }),
      setText("w2", number("key")),
      printText("w2"),
    );
    expect(dynamic.distinct(checksum)).toBe(true);
    expect(dynamic.woven(checksum)).toBe(true);
    expect(dynamic.hard(checksum)).toBe(false);
  });

  test("error: too many keys give the same output", () => {
    const coarse = program(
      setList("p1", plus(times(x, 3), modulo("key", 3))),
      setText("w2", sumOf("p1")),
      printList("p1"),
      printText("w2"),
    );
    expect(dynamic.hard(coarse)).toBe(false);
  });

  test.each([
    ["too short", printList({ is: "list", items: [minus("key", item("numbers", 0))] })],
    [
      "too long",
      printList({
        is: "list-comprehension",
        each: plus("i", sumOf("numbers")),
        source: { is: "range", index: "i", from: number(0), below: number(200), step: number(1) },
      }),
    ],
  ])("error: the output is %s", (_, print) => {
    expect(
      acceptTask(program(print), DOMAIN, { spreadPercent: 0, trials: 200 }, Random.from("accept-task")),
    ).toBeNull();
  });
});

test.each(ABD_LEVELS.filter(({ woven }) => woven))(
  "behavior: questions of level $level keep the rules on other samples too",
  ({ level, domain, spreadPercent }) => {
    for (let seed = 0; seed < 4; seed += 1) {
      const { program: made, input, output } = generated(abdEnvironment.generate({ level }, `rules-${seed}`).secret);
      const random = Random.from("accept-task", "again", seed);
      const run = compileProgram(made);
      const target = { input, lines: output };
      expect(isLiveThroughout(made) && printsNoInput(made)).toBe(true);
      expect(showsInput(output, input)).toBe(false);
      expect(output.join("\n").length).toBeGreaterThanOrEqual(6);
      expect(output.join("\n").length).toBeLessThanOrEqual(400);
      expect(linesAreLiveAndWoven(run, domain, target, random)).toBe(true);
      expect(everyElementIsLive(run, domain, target, random)).toBe(true);
      expect(changesSpread(run, domain, target, spreadPercent - 20, random)).toBe(true);
      expect(outputsAreDistinct(run, domain, { target: output.join("\n"), trials: 100 }, random)).toBe(true);
    }
  },
);

function generated(secret: AbdSecret): ProgramTask {
  if (secret.source === "generated") return secret;
  throw new Error("A level makes generated programs only.");
}
