import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instrumentModule } from "../../../src/sandbox/instrument/index.ts";
import { compileText, start } from "./small-modules.ts";

const LOOP = `(func (export "f") (param $n i32)
  (loop $again (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br_if $again (local.get $n))))`;

describe("fuel", () => {
  test("behavior: each turn of a loop costs the same, and the last unit is the last", () => {
    const module = start(LOOP);
    const cost = (turns: number): bigint => {
      module.fuel.value = 1_000_000n;
      module.call("f", turns);
      return 1_000_000n - module.fuel.value;
    };
    const [one, two, ten] = [cost(1), cost(2), cost(10)];
    expect(two - one).toBeGreaterThan(0n);
    expect(ten - one).toBe(9n * (two - one));
    module.fuel.value = ten;
    module.call("f", 10);
    expect(module.fuel.value).toBe(0n);
    module.fuel.value = ten - 1n;
    expect(() => module.call("f", 10)).toThrow(WebAssembly.RuntimeError);
    expect(module.fuel.value).toBeLessThan(0n);
  });

  test("behavior: it is the instrumentation that ends a loop: the module as it came goes on", () => {
    const turns = 1_000_000;
    expect(() => start(LOOP).call("f", turns)).toThrow(WebAssembly.RuntimeError);
    const plain = new WebAssembly.Module(compileText(LOOP).slice());
    const { exports } = new WebAssembly.Instance(plain, { h: { end: () => undefined } });
    expect((exports["f"] as (turns: number) => unknown)(turns)).toBeUndefined();
  });

  test.each(["memory.fill", "memory.copy"])("behavior: %s is charged by its length", (instruction) => {
    const module = start(`(func (export "f") (param i32) (${instruction} (i32.const 0) (i32.const 8) (local.get 0)))`);
    module.call("f", 0);
    const before = BigInt(module.fuel.value);
    module.call("f", 8_000);
    const own = 1_000_000n - before;
    expect(before - BigInt(module.fuel.value)).toBe(own + 1_000n);
    module.fuel.value = 500n;
    expect(() => module.call("f", 8_000)).toThrow(WebAssembly.RuntimeError);
  });

  test("behavior: a long stretch of straight code costs more than a short one", () => {
    const adds = (count: number): string =>
      "(i32.add (local.get 0)".repeat(count) + "(i32.const 1)" + ")".repeat(count);
    const cost = (count: number): bigint => {
      const module = start(`(func (export "f") (param i32) (result i32) ${adds(count)})`);
      module.call("f", 1);
      return 1_000_000n - BigInt(module.fuel.value);
    };
    expect(cost(200) - cost(100)).toBe(100n);
  });

  test("behavior: a turn of a loop costs a share of what stands behind its forks, up to a bound", () => {
    const turn = (adds: number): bigint => {
      const value = "(i32.add (local.get 0)".repeat(adds) + "(i32.const 1)" + ")".repeat(adds);
      const fork = `(if (i32.eqz (local.get 0)) (then (global.set $g ${value})))`;
      const module = start(`(global $g (mut i32) (i32.const 0)) (func (export "f") (param i32)
        (loop $again ${fork} (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if $again (local.get 0))))`);
      const used = (turns: number): bigint => {
        module.fuel.value = 1_000_000n;
        module.call("f", turns);
        return 1_000_000n - module.fuel.value;
      };
      return used(11) - used(10);
    };
    expect(turn(36) - turn(20)).toBe(4n);
    // Long enough to be charged where it stands, and so not here.
    expect(turn(60)).toBeLessThan(turn(20));
  });

  test.each(["memory.fill", "memory.copy"])("behavior: %s costs something, however little it moves", (instruction) => {
    const cost = (times: number): bigint => {
      const one = `(${instruction} (i32.const 0) (i32.const 8) (i32.const 1))`;
      const module = start(`(func (export "f") ${one.repeat(times)})`);
      module.call("f");
      return 1_000_000n - BigInt(module.fuel.value);
    };
    expect(cost(2) - cost(1)).toBeGreaterThanOrEqual(64n);
  });

  test("behavior: running out is seen by no handler", () => {
    const module = start(`(global $seen (mut i32) (i32.const 0)) (export "seen" (global $seen))
      (func $spin (loop $again (br $again)))
      (func (export "f") (try (do (call $spin)) (catch_all (global.set $seen (i32.const 1)))))`);
    expect(() => module.call("f")).toThrow(WebAssembly.RuntimeError);
    expect(module.fuel.value).toBeLessThan(0n);
  });
});

describe("the stack", () => {
  test("behavior: recursion without end traps at the C stack's end, and what ends gives its height back", () => {
    const module = start(`(func $f (export "f") (param i32)
      (if (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1))))))`);
    module.call("f", 100);
    expect(module.stackPointer.value).toBe(60_000);
    expect(() => module.call("f", 100_000)).toThrow(WebAssembly.RuntimeError);
    expect(Number(module.stackPointer.value)).toBeLessThan(10_000);
  });

  test("behavior: recursion through the table is charged as any other", () => {
    const module = start(`(elem (i32.const 0) $f)
      (func $f (export "f") (param i32) (call_indirect (param i32) (local.get 0) (i32.const 0)))`);
    expect(() => module.call("f", 1)).toThrow(WebAssembly.RuntimeError);
    expect(Number(module.stackPointer.value)).toBeLessThan(10_000);
  });

  test("behavior: a C function that takes more than there is traps, before it writes there", () => {
    const module = start(`(func (export "f") (param i32) (local $frame i32)
      (global.set $sp (local.tee $frame (i32.sub (global.get $sp) (local.get 0))))
      (i32.store (local.get $frame) (i32.const 7)) (global.set $sp (i32.const 60000)))`);
    module.call("f", 50_000);
    expect(() => module.call("f", 50_004)).toThrow(WebAssembly.RuntimeError);
    expect(new Uint8Array(module.memory.buffer)[9_996]).toBe(0);
  });

  test.each(["catch_all", "catch $e (drop)"])("behavior: an exception leaks no height: %s", (handler) => {
    const module = start(`(tag $e (param i32))
      (func $thrower (param i32) (if (local.get 0) (then (call $thrower (i32.sub (local.get 0) (i32.const 1)))))
        (throw $e (i32.const 1)))
      (func $delegating (try (do (try (do (call $thrower (i32.const 9))) (delegate 0))) (catch_all (rethrow 0))))
      (func $once (try (do (call $delegating)) (${handler})) (call $end))
      (func (export "f") (param $n i32)
        (loop $again (call $once) (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br_if $again (local.get $n))))`);
    module.fuel.value = 1_000_000_000n;
    module.call("f", 10_000);
    expect(module.stackPointer.value).toBe(60_000);
  });
});

describe("NaN", () => {
  const UNARY = ["ceil", "floor", "trunc", "nearest", "sqrt"];
  const BINARY = ["add", "sub", "mul", "div", "min", "max"];
  test.each([
    ...UNARY.map((name) => [`f64.${name}`, `(f64.${name} (f64.reinterpret_i64 (local.get 0)))`]),
    ...BINARY.map((name) => [
      `f64.${name}`,
      `(f64.${name} (f64.reinterpret_i64 (local.get 0)) (f64.reinterpret_i64 (local.get 1)))`,
    ]),
    ["f64.promote_f32", "(f64.promote_f32 (f32.reinterpret_i32 (i32.const 0xffc12345)))"],
    ["a sum of a product", "(f64.add (f64.mul (f64.reinterpret_i64 (local.get 0)) (f64.const 2)) (f64.const 1))"],
    [
      "a NaN that is chosen",
      "(select (f64.sub (f64.reinterpret_i64 (local.get 0)) (f64.const 1)) (f64.const 1) (i32.const 1))",
    ],
  ])("behavior: %s makes the canonical one of every NaN", (_, expression) => {
    const { call } = start(`(func (export "f") (param i64 i64) (result i64) (i64.reinterpret_f64 ${expression}))`);
    const nan = fc
      .bigInt({ min: 1n, max: 2n ** 52n - 1n })
      .chain((payload) => fc.boolean().map((negative) => (negative ? -(2n ** 63n) : 0n) | (0x7ffn << 52n) | payload));
    fc.assert(
      fc.property(nan, nan, (a, b) => {
        expect(BigInt.asUintN(64, call("f", BigInt.asIntN(64, a), BigInt.asIntN(64, b)) as bigint)).toBe(
          0x7ff8n << 48n,
        );
      }),
    );
  });

  test.each([...UNARY, ...BINARY, "demote"])("behavior: so does f32 %s", (name) => {
    const nan = "(f32.reinterpret_i32 (i32.const 0xffc12345))";
    const expression =
      name === "demote"
        ? "(f32.demote_f64 (f64.reinterpret_i64 (i64.const 0xfff8123456789abc)))"
        : `(f32.${name} ${nan}${UNARY.includes(name) ? "" : ` ${nan}`})`;
    const { call } = start(`(func (export "f") (result i32) (i32.reinterpret_f32 ${expression}))`);
    expect(call("f")).toBe(0x7fc00000);
  });

  test("behavior: what only moves bits moves them all, and numbers stay as they are", () => {
    const { call } = start(`(func (export "f") (param i64) (result i64)
        (f64.store (i32.const 0) (f64.neg (f64.abs (f64.reinterpret_i64 (local.get 0))))) (i64.load (i32.const 0)))
      (func (export "g") (param f64 f64) (result f64) (f64.div (local.get 0) (local.get 1)))`);
    expect(BigInt.asUintN(64, call("f", 0x7ff4000000000001n) as bigint)).toBe(0xfff4000000000001n);
    fc.assert(
      fc.property(fc.double(), fc.double(), (a, b) => {
        expect(call("g", a, b)).toBe(a / b);
      }),
    );
  });
});

describe("the host", () => {
  test("behavior: a host function that ends the run makes the module trap, unseen by handlers", () => {
    const reached: string[] = [];
    const module = start(
      `(func (export "f") (try (do (call $end)) (catch_all)) (unreachable))
       (func (export "g") (call $end) (global.set $sp (i32.const 1)))`,
      () => {
        reached.push("host");
        module.ended.value = 1;
      },
    );
    expect(() => module.call("g")).toThrow(WebAssembly.RuntimeError);
    expect(module.stackPointer.value).not.toBe(1);
    expect(() => module.call("f")).toThrow(WebAssembly.RuntimeError);
    expect(reached).toEqual(["host", "host"]);
  });

  test("behavior: a table cannot grow", () => {
    const { call } = start(`(func (export "f") (result i32) (table.grow $t (ref.null func) (i32.const 1)))
      (func (export "g") (result i32) (table.size $t))`);
    expect([call("f"), call("g")]).toEqual([-1, 2]);
  });
});

describe("what is not known is refused", () => {
  test.each([
    ["SIMD", "(func (v128.const i32x4 0 0 0 0) (drop))", { simd: true }],
    ["tail calls", "(func $f (return_call $f))", { tail_call: true }],
    ["atomics", "(func (drop (i32.atomic.load (i32.const 0))))", { threads: true }],
    [
      "writes to the function table",
      "(func $f (table.set $t (i32.const 0) (ref.null func)))",
      { reference_types: true },
    ],
    ["data that can be dropped", `(data "x") (func (data.drop 0))`, { bulk_memory: true }],
    ["memory.grow", "(func (drop (memory.grow (i32.const 1))))", {}],
    ["a start function", "(func $f) (start $f)", {}],
    ["several results", "(func (result i32 i32) (call $end) (i32.const 1) (i32.const 2))", { multi_value: true }],
  ] as const)("error: %s", (_, fields, features) => {
    expect(() => instrumentModule(compileText(fields, features))).toThrow(TypeError);
  });

  test("error: a module that is cut off or damaged anywhere is refused or stays a valid module", () => {
    const whole = compileText(LOOP);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        expect(() => instrumentModule(whole.subarray(0, at))).toThrow(/module|code|stack/);
        const damaged = whole.slice();
        damaged[at] = (damaged[at] ?? 0) ^ change;
        try {
          instrumentModule(damaged);
        } catch (error) {
          // Refused with a reason, never with a failure of our own code.
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).message).not.toMatch(/undefined|not a function|not iterable/);
        }
      }),
    );
  });

  test("behavior: a function's number is in the message", () => {
    const simd = compileText("(func) (func (v128.const i32x4 0 0 0 0) (drop))", { simd: true });
    expect(() => instrumentModule(simd)).toThrow("function 2: instruction 0xfd is not known");
  });
});
