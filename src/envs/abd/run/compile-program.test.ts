import { describe, expect, test } from "vitest";
import { compare, item, listNamed, modulo, number, over, plus, text, textNamed, times, xor } from "../tree/build.ts";
import type { NumberExpression, TextExpression } from "../tree/expression.ts";
import type { Statement } from "../tree/program.ts";
import { compileProgram } from "./compile-program.ts";

const INPUT = { numbers: [5, 0, 7], word: "abc", key: 3 };

function run(...statements: Statement[]) {
  return compileProgram({ helpers: [], statements })(INPUT);
}

const printed = (...items: NumberExpression[]) => run({ is: "print-list", of: { is: "list", items } });
const shown = (of: TextExpression) => run({ is: "print-text", of });

describe("compileProgram", () => {
  test.each([
    ["-7 // 2", over(-7, 2), "-4"],
    ["-7 % 3", modulo(-7, 3), "2"],
    ["7 % -3", modulo(7, -3), "-2"],
    ["-6 % 3", modulo(-6, 3), "0"],
    ["-5 ^ 3", xor(-5, 3), "-8"],
    ["numbers[-1]", item("numbers", -1), "7"],
    ["key * numbers[0]", times("key", item("numbers", 0)), "15"],
  ])("default: %s as in Python", (_, expression, expected) => {
    expect(printed(expression)).toMatchObject({ ended: true, lines: [expected] });
  });

  test.each<[string, TextExpression, string]>([
    ["a slice over the end", { is: "text-slice", of: textNamed("word"), from: number(1), to: number(9) }, "bc"],
    ["a slice from the end", { is: "text-slice", of: textNamed("word"), from: number(-2), to: null }, "bc"],
    ["a text reversed", { is: "reversed", of: textNamed("word") }, "cba"],
  ])("default: %s", (_, expression, expected) => {
    expect(shown(expression)).toMatchObject({ ended: true, lines: [expected] });
  });

  test("behavior: equal items keep their order when sorted", () => {
    const sorted = { is: "sorted", of: listNamed("numbers"), item: "x", keys: [modulo("x", 2)] } as const;
    expect(run({ is: "print-list", of: sorted })).toMatchObject({ lines: ["0 5 7"] });
  });

  test("behavior: runs share nothing", () => {
    const runner = compileProgram({
      helpers: [],
      statements: [
        { is: "append", name: "numbers", value: number("key") },
        { is: "print-list", of: listNamed("numbers") },
      ],
    });
    expect(runner(INPUT)).toEqual(runner(INPUT));
    expect(INPUT.numbers).toEqual([5, 0, 7]);
  });

  test.each<[string, NumberExpression]>([
    ["division_by_zero", over("key", 0)],
    ["division_by_zero", modulo("key", 0)],
    ["no_such_item", item("numbers", 3)],
    ["no_such_item", item("numbers", -4)],
    ["no_such_item", { is: "position", of: listNamed("numbers"), value: number(99) }],
    ["number_too_large", times(Number.MAX_SAFE_INTEGER, 2)],
    ["number_too_large", xor(2 ** 40, 1)],
    ["empty_list", { is: "largest", of: { is: "list", items: [] } }],
    ["not_a_number", { is: "parsed", of: text("x") }],
  ])("error: %s", (fault, expression) => {
    expect(printed(expression)).toEqual({ ended: false, fault });
  });

  test("error: fuel_exhausted, whatever eats it", () => {
    const forever = compare("key", ">", 0);
    expect(run({ is: "while", when: forever, body: [] })).toEqual({ ended: false, fault: "fuel_exhausted" });
    const step: Statement = { is: "change-number", name: "key", operator: "+", value: number(0) };
    expect(run({ is: "while", when: forever, body: [step] })).toEqual({ ended: false, fault: "fuel_exhausted" });
    const long: Statement = { is: "set-list", name: "p1", value: { is: "counted", below: times(1000, 1000) } };
    expect(run(long)).toEqual({ ended: false, fault: "fuel_exhausted" });
  });

  test("behavior: steps are counted up to the cap and not beyond", () => {
    const statements: Statement[] = [
      { is: "set-number", name: "n1", value: plus("key", 1) },
      { is: "print-text", of: textNamed("word") },
    ];
    expect(compileProgram({ helpers: [], statements }, 2)(INPUT)).toMatchObject({ ended: true, steps: 2 });
    expect(compileProgram({ helpers: [], statements }, 1)(INPUT)).toEqual({ ended: false, fault: "fuel_exhausted" });
  });
});
