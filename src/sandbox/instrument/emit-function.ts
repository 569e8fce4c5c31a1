import type { Edit, FunctionAnalysis } from "./analyse-function.ts";
import { CodeWriter } from "./code-writer.ts";
import { OP, VALUE } from "./opcodes.ts";
import { frameCost } from "./stack-costs.ts";
import { BYTES_PER_UNIT_LOG2 } from "./weights.ts";

const EMPTY_BLOCK = 0x40;
const CANONICAL_F32 = [0x00, 0x00, 0xc0, 0x7f];
const CANONICAL_F64 = [0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xf8, 0x7f];

/** Numbers of the globals and functions that the instrumentation adds. */
export interface Additions {
  /** `i64`: fuel left; below zero when it has run out. */
  readonly fuel: number;
  /** `i64`: bytes of call depth left; below zero when calls are nested too deeply. */
  readonly depth: number;
  /** `i32`: not zero once the host has ended the run. */
  readonly ended: number;
  /** The function that stands for an imported one. */
  readonly thunk: (imported: number) => number;
}

/** A local of our own, added when first asked for. */
class AddedLocals {
  readonly types: number[] = [];
  readonly #first: number;
  readonly #indices = new Map<string, number>();

  constructor(first: number) {
    this.#first = first;
  }

  index(name: string, type: number): number {
    const known = this.#indices.get(name);
    if (known !== undefined) return known;
    const index = this.#first + this.types.length;
    this.types.push(type);
    this.#indices.set(name, index);
    return index;
  }
}

/**
 * Writes a function anew with its charges: fuel at its entry, at loop heads and at long stretches of straight code;
 * call depth at its entry, given back at its end and in every handler of exceptions; NaN made canonical.
 *
 * A function that calls nothing takes no call depth: nothing nests inside it, and the room below the limit holds it.
 */
export function emitFunction(shapeBytes: Uint8Array, analysis: FunctionAnalysis, added: Additions): Uint8Array {
  const { type, bodyStart, bodyEnd, edits, calls } = analysis;
  const locals = new AddedLocals(type.parameters.length + analysis.locals);
  const code = new CodeWriter(2 * (bodyEnd - bodyStart) + 64);
  const cost = frameCost(type.parameters.length, analysis.locals, analysis.highestOperand);
  const emitter = new Emitter(code, locals, added, analysis, cost);
  emitter.enter();
  let from = bodyStart;
  for (const { at, until, change } of edits) {
    code.put(shapeBytes.subarray(from, at));
    from = until;
    emitter.change(change);
  }
  code.put(shapeBytes.subarray(from, bodyEnd));
  if (calls) {
    // The body's own `end` closed the block that `enter` opened.
    emitter.leave();
    code.op(OP.end);
  }
  const whole = new CodeWriter(code.length + 64);
  whole.unsigned(analysis.groupCount + locals.types.length);
  whole.put(analysis.localGroups);
  for (const added of locals.types) whole.op(1, added);
  whole.put(code.finish());
  return whole.finish();
}

class Emitter {
  readonly #code: CodeWriter;
  readonly #locals: AddedLocals;
  readonly #added: Additions;
  readonly #analysis: FunctionAnalysis;
  readonly #cost: number;

  constructor(code: CodeWriter, locals: AddedLocals, added: Additions, analysis: FunctionAnalysis, cost: number) {
    this.#code = code;
    this.#locals = locals;
    this.#added = added;
    this.#analysis = analysis;
    this.#cost = cost;
  }

  enter(): void {
    const { calls, entryWeight, type } = this.#analysis;
    const weight = Math.max(1, entryWeight);
    if (!calls) {
      this.#charge(() => this.#code.i64(weight));
      return;
    }
    const { fuel, depth } = this.#added;
    const left = this.#fuelLocal();
    const deep = this.#locals.index("depth", VALUE.i64);
    this.#code
      .indexed(OP.globalGet, depth)
      .i64(this.#cost)
      .op(OP.i64Sub)
      .indexed(OP.localTee, deep)
      .indexed(OP.globalSet, depth)
      .indexed(OP.globalGet, fuel)
      .i64(weight)
      .op(OP.i64Sub)
      .indexed(OP.localTee, left)
      .indexed(OP.globalSet, fuel)
      // Either below zero makes their union negative.
      .indexed(OP.localGet, left)
      .indexed(OP.localGet, deep)
      .op(OP.i64Or);
    this.#trapIfNegative();
    const [result = EMPTY_BLOCK, ...more] = type.results;
    if (more.length > 0) throw new TypeError("a function of several results");
    this.#code.op(OP.block, result);
  }

  /** Gives the function's call depth back. */
  leave(): void {
    const { depth } = this.#added;
    this.#code.indexed(OP.globalGet, depth).i64(this.#cost).op(OP.i64Add).indexed(OP.globalSet, depth);
  }

  change(change: Edit["change"]): void {
    const { depth, thunk } = this.#added;
    const code = this.#code;
    switch (change.kind) {
      case "charge":
        this.#charge(() => code.i64(change.weight));
        return;
      case "canonical":
        this.#canonical(change.type);
        return;
      case "caught":
        // Whatever was thrown through did not give its depth back.
        if (this.#analysis.calls) {
          code.indexed(OP.localGet, this.#locals.index("depth", VALUE.i64)).indexed(OP.globalSet, depth);
        }
        return;
      case "return":
        if (this.#analysis.calls) this.leave();
        return;
      case "call":
        code.indexed(OP.call, thunk(change.target));
        return;
      case "chargeLength": {
        const length = this.#locals.index("length", VALUE.i32);
        code.indexed(OP.localTee, length);
        this.#charge(() =>
          code
            .indexed(OP.localGet, length)
            .op(OP.i64ExtendUnsigned)
            .i64(BYTES_PER_UNIT_LOG2)
            .op(OP.i64ShiftRightUnsigned),
        );
        return;
      }
      case "refuseGrowth":
        code.op(OP.drop, OP.drop).i32(-1);
    }
  }

  #charge(amount: () => unknown): void {
    const { fuel } = this.#added;
    const left = this.#fuelLocal();
    this.#code.indexed(OP.globalGet, fuel);
    amount();
    this.#code
      .op(OP.i64Sub)
      .indexed(OP.localTee, left)
      .indexed(OP.globalSet, fuel)
      .indexed(OP.localGet, left);
    this.#trapIfNegative();
  }

  /** A trap, unlike an exception, is seen by no handler inside the module. */
  #trapIfNegative(): void {
    this.#code.i64(0).op(OP.i64LessSigned, OP.if, EMPTY_BLOCK, OP.unreachable, OP.end);
  }

  #canonical(type: "f32" | "f64"): void {
    const local = this.#locals.index(type, VALUE[type]);
    this.#code.indexed(OP.localTee, local);
    if (type === "f32") this.#code.op(OP.f32Const, ...CANONICAL_F32);
    else this.#code.op(OP.f64Const, ...CANONICAL_F64);
    this.#code
      .indexed(OP.localGet, local)
      .indexed(OP.localGet, local)
      .op(type === "f32" ? OP.f32Equal : OP.f64Equal, OP.select);
  }

  #fuelLocal(): number {
    return this.#locals.index("fuel", VALUE.i64);
  }
}
