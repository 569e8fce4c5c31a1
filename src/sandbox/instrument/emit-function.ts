import type { Edit, FunctionAnalysis } from "./function-analysis.ts";
import { CodeWriter } from "./code-writer.ts";
import { OP, VALUE } from "./opcodes.ts";
import { heightOf } from "./stack-costs.ts";
import { BULK_CALL, BYTES_PER_UNIT_LOG2 } from "./weights.ts";

const EMPTY_BLOCK = 0x40;
const CANONICAL_F32 = [0x00, 0x00, 0xc0, 0x7f];
const CANONICAL_F64 = [0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xf8, 0x7f];

/** Numbers of the globals and functions that the instrumentation uses. */
export interface Additions {
  /** `i64`: fuel left; below zero when it has run out. */
  readonly fuel: number;
  /** `i32`: not zero once the host has ended the run. */
  readonly ended: number;
  /** `i32`: the module's own pointer into the C stack, which grows downwards. */
  readonly stackPointer: number;
  /** `i32`: the C stack's end. */
  readonly stackLimit: number;
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
 * height of the stack at its entry, given back at its end and in every handler of exceptions; NaN made canonical.
 *
 * Height is taken from the module's own C stack, so that CPython's checks of it see what a call really takes, and raise
 * RecursionError where they can. A function that calls nothing takes no height: nothing nests inside it.
 */
export function emitFunction(shapeBytes: Uint8Array, analysis: FunctionAnalysis, added: Additions): Uint8Array {
  const { type, bodyStart, bodyEnd, edits, locals: count, highestOperand } = analysis;
  const locals = new AddedLocals(type.parameters.length + analysis.locals);
  const code = new CodeWriter(2 * (bodyEnd - bodyStart) + 64);
  const frame = { parameters: type.parameters.length, locals: count, highestOperand };
  const height = analysis.calls ? heightOf(frame, analysis.ownFrame) : 0;
  const emitter = new Emitter(code, locals, added, analysis, height);
  emitter.enter();
  let from = bodyStart;
  for (const { at, until, change } of edits) {
    code.put(shapeBytes.subarray(from, at));
    from = until;
    emitter.change(change);
  }
  code.put(shapeBytes.subarray(from, bodyEnd));
  if (height > 0) {
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
  readonly #height: number;

  constructor(code: CodeWriter, locals: AddedLocals, added: Additions, analysis: FunctionAnalysis, height: number) {
    this.#code = code;
    this.#locals = locals;
    this.#added = added;
    this.#analysis = analysis;
    this.#height = height;
  }

  enter(): void {
    const { entryWeight, type } = this.#analysis;
    const code = this.#code;
    if (this.#height === 0) {
      this.#charge(Math.max(1, entryWeight));
      return;
    }
    const { stackPointer, stackLimit } = this.#added;
    const pointer = this.#locals.index("pointer", VALUE.i32);
    code.indexed(OP.globalGet, stackPointer).i32(this.#height).op(OP.i32Sub);
    code.indexed(OP.localTee, pointer).indexed(OP.globalSet, stackPointer);
    this.#take(() => code.i64(Math.max(1, entryWeight)));
    code.i64(0).op(OP.i64LessSigned);
    code.indexed(OP.localGet, pointer).indexed(OP.globalGet, stackLimit).op(OP.i32LessUnsigned, OP.i32Or);
    this.#trap();
    const [result = EMPTY_BLOCK, ...more] = type.results;
    if (more.length > 0) throw new TypeError("a function of several results");
    code.op(OP.block, result);
  }

  /** Gives the function's height back. */
  leave(): void {
    const { stackPointer } = this.#added;
    this.#code.indexed(OP.globalGet, stackPointer).i32(this.#height).op(OP.i32Add).indexed(OP.globalSet, stackPointer);
  }

  change(change: Edit["change"]): void {
    const { stackPointer, stackLimit, thunk } = this.#added;
    const code = this.#code;
    switch (change.kind) {
      case "charge":
        this.#charge(change.weight);
        return;
      case "canonical":
        this.#canonical(change.type);
        return;
      case "caught":
        // Whatever was thrown through did not give its height back. A function that moves the pointer by itself has
        // its own instruction for it.
        if (this.#height > 0 && !this.#analysis.movesStack) {
          code.indexed(OP.localGet, this.#locals.index("pointer", VALUE.i32)).indexed(OP.globalSet, stackPointer);
        }
        return;
      case "checkStack":
        code.indexed(OP.globalGet, stackPointer).indexed(OP.globalGet, stackLimit).op(OP.i32LessUnsigned);
        this.#trap();
        return;
      case "return":
        if (this.#height > 0) this.leave();
        return;
      case "call":
        code.indexed(OP.call, thunk(change.target));
        return;
      case "chargeLength": {
        const length = this.#locals.index("length", VALUE.i32);
        code.indexed(OP.localTee, length);
        this.#take(() =>
          code
            .indexed(OP.localGet, length)
            .op(OP.i64ExtendUnsigned)
            .i64(BYTES_PER_UNIT_LOG2)
            .op(OP.i64ShiftRightUnsigned)
            .i64(BULK_CALL)
            .op(OP.i64Add),
        );
        this.#trapIfNegative();
        return;
      }
      case "refuseGrowth":
        code.op(OP.drop, OP.drop).i32(-1);
    }
  }

  #charge(weight: number): void {
    this.#take(() => this.#code.i64(weight));
    this.#trapIfNegative();
  }

  /** Takes an amount of fuel and leaves on the operand stack what is left. */
  #take(amount: () => unknown): void {
    const { fuel } = this.#added;
    const left = this.#locals.index("fuel", VALUE.i64);
    this.#code.indexed(OP.globalGet, fuel);
    amount();
    this.#code.op(OP.i64Sub).indexed(OP.localTee, left).indexed(OP.globalSet, fuel).indexed(OP.localGet, left);
  }

  #trapIfNegative(): void {
    this.#code.i64(0).op(OP.i64LessSigned);
    this.#trap();
  }

  /** A trap, unlike an exception, is seen by no handler inside the module. */
  #trap(): void {
    this.#code.op(OP.if, EMPTY_BLOCK, OP.unreachable, OP.end);
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
}
