import {
  functionType,
  KIND,
  name,
  OP,
  section,
  SECTION,
  signed,
  sized,
  TYPE,
  WASM_HEADER,
  WORD,
} from "./wasm-encoding.ts";

/**
 * CPython's evaluator counts its checks down from 50 in a variable and then calls the meter
 * (Python/emscripten_signal.c); long built-in work, such as multiplying large integers, calls it directly instead.
 * The variable tells the two apart: right after the countdown it holds 50.
 */
const COUNTDOWN = 50;

/**
 * The fuel gauge, in WebAssembly, so that a call to it costs a few nanoseconds instead of a trip into JavaScript. One
 * tick is one check of the evaluator, or one direct call.
 *
 * The interpreter needs its import before its memory exists, so it gets a function that calls through a table of one
 * slot, and the gauge, which reads the countdown from that memory, is put into the slot afterwards:
 *
 * ```wat
 * (func (export "t") (result i32) (local $cost i32)
 *   (local.set $cost
 *     (if (result i32) (i32.eq (i32.load COUNTDOWN_ADDRESS) (i32.const 50))
 *       (then (i32.store COUNTDOWN_ADDRESS (i32.const 49)) (i32.const 50))
 *       (else (i32.const 1))))
 *   (if (i32.le_u (global.get $left) (local.get $cost))
 *     (then (global.set $left (i32.const 0)) (call $exhausted)))
 *   (global.set $left (i32.sub (global.get $left) (local.get $cost)))
 *   (i32.const 0))
 * ```
 */
export class FuelMeter {
  /** To be given to the interpreter as its periodic check; answers 0, "no signal pending". */
  readonly tick: unknown;
  readonly #slot: WebAssembly.Table;
  readonly #left = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
  readonly #exhausted: () => never;
  #filled = 0;

  /** @param exhausted must throw. */
  constructor(exhausted: () => never) {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(forwarder())));
    this.tick = exports["t"];
    this.#slot = exports["s"] as WebAssembly.Table;
    this.#exhausted = exhausted;
  }

  /** @param countdownAddress of the evaluator's countdown in the interpreter's memory. */
  attach(memory: WebAssembly.Memory, countdownAddress: number): void {
    const module = new WebAssembly.Module(Uint8Array.from(gauge(countdownAddress)));
    const imports = { h: { m: memory, e: this.#exhausted, l: this.#left } };
    this.#slot.set(0, new WebAssembly.Instance(module, imports).exports["t"]);
  }

  fill(ticks: number): void {
    this.#filled = ticks;
    this.#left.value = ticks;
  }

  /** Keeps the count and leaves no fuel, so that the next tick ends the run again. */
  drain(): void {
    this.#filled = this.used;
    this.#left.value = 0;
  }

  /** Ticks since the last `fill`. */
  get used(): number {
    return this.#filled - this.#left.value;
  }
}

function forwarder(): number[] {
  return [
    ...WASM_HEADER,
    ...section(SECTION.type, [1, ...functionType(0, 1)]),
    ...section(SECTION.function, [1, 0]),
    ...section(SECTION.table, [1, TYPE.functionReference, 0, 1]),
    ...section(SECTION.export, [2, ...name("t"), KIND.function, 0, ...name("s"), KIND.table, 0]),
    ...section(SECTION.code, [1, ...sized([0, OP.i32Const, 0, OP.callIndirect, 0, 0, OP.end])]),
  ];
}

function gauge(countdownAddress: number): number[] {
  const imported = (letter: string, ...description: number[]): number[] => [
    ...name("h"),
    ...name(letter),
    ...description,
  ];
  const address = [OP.i32Const, ...signed(countdownAddress)];
  const [left, cost] = [0, 0];
  const body = [
    ...[1, 1, TYPE.i32],
    ...[...address, OP.i32Load, ...WORD, OP.i32Const, ...signed(COUNTDOWN), OP.i32Eq, OP.if, TYPE.i32],
    ...[...address, OP.i32Const, ...signed(COUNTDOWN - 1), OP.i32Store, ...WORD, OP.i32Const, ...signed(COUNTDOWN)],
    ...[OP.else, OP.i32Const, 1, OP.end, OP.localSet, cost],
    ...[OP.globalGet, left, OP.localGet, cost, OP.i32LessOrEqualUnsigned, OP.if, TYPE.emptyBlock],
    ...[OP.i32Const, 0, OP.globalSet, left, OP.call, 0, OP.end],
    ...[OP.globalGet, left, OP.localGet, cost, OP.i32Sub, OP.globalSet, left, OP.i32Const, 0, OP.end],
  ];
  return [
    ...WASM_HEADER,
    ...section(SECTION.type, [2, ...functionType(0, 0), ...functionType(0, 1)]),
    ...section(SECTION.import, [
      3,
      ...imported("m", KIND.memory, 0, 0),
      ...imported("e", KIND.function, 0),
      ...imported("l", KIND.global, TYPE.i32, 1),
    ]),
    ...section(SECTION.function, [1, 1]),
    ...section(SECTION.export, [1, ...name("t"), KIND.function, 1]),
    ...section(SECTION.code, [1, ...sized(body)]),
  ];
}
