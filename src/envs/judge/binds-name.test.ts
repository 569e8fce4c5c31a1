import { describe, expect, test } from "vitest";
import { bindsName } from "./binds-name.ts";

describe("bindsName", () => {
  test.each([
    ["def f(x): return x"],
    ["async  def f(x): pass"],
    ["class f(list): pass"],
    ["import a.b as c, d as f"],
    ["import f.g"],
    ["from a import (\n    b,\n    c as f,\n)"],
    ["a, (b, *f) = 1, (2, 3)"],
    ["g = f = len"],
    ["f: object = len"],
    ["f <<= 1"],
    ["while (f := next(xs)): pass"],
    ["for i, f in xs: pass"],
    ["with (open('a') as g, open('b') as f): pass"],
    ["try: pass\nexcept ValueError as f: pass"],
    ["match x:\n    case [f, _]: pass"],
    ["if x: f = 1"],
    ["x = 1; f = 2"],
    ["def g():\n    global f\n    f = 1"],
    ["del g, f"],
    ["globals()['f'] = len"],
    ["print((1\ndef f(x): pass"],
  ])("behavior: %j gives f a value or takes it", (code) => {
    expect(bindsName(code, "f")).toBe(true);
  });

  test.each([
    ["f(1)"],
    ["print(f == f, f >= 1, f != 2)"],
    ["g(f=1)"],
    ["x.f = f.x = f[0] = xs[f] = 1"],
    ["h = lambda f=1: f"],
    ["[f for f in xs]"],
    ["# f = 1"],
    ["'f = 1'; \"def f(): pass\""],
    ['"""\nf = 1\n"""'],
    ["def g():\n    f = 1\n\n    def f(): pass"],
    ["class A:\n    f = 1\n    def f(self): pass"],
    ["def g(f): return f"],
    ["import ff, f_, m.f"],
    ["from f import g"],
    ["fib = ff = f2 = 1"],
    [">>> f = 1"],
    ["assert f(1) == 2, 'no'"],
    ["def g(): f = 1; f = 2"],
  ])("behavior: %j does not", (code) => {
    expect(bindsName(code, "f")).toBe(false);
  });
});

test("behavior: heads, signs and names without end are looked at once", () => {
  for (const unit of ["else:", "if f:", "try:", "f=", "f,", "lambda f:", "f;", "(f", "f[f]."]) {
    expect(typeof bindsName(`${unit.repeat(60_000 / unit.length)}f = 1`, "f"), unit).toBe("boolean");
  }
  expect(bindsName("else: else: f = 1", "f")).toBe(false);
  expect(bindsName("if x: f = 1", "f")).toBe(true);
});
