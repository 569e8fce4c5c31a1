import { ByteReader } from "./byte-reader.ts";
import type { Edit, FunctionAnalysis } from "./function-analysis.ts";
import { ignoresNanBits, makesNan } from "./float-operations.ts";
import type { CodeRange, FunctionType, ModuleShape } from "./module-shape.ts";
import { accessesMemory, EXTENDED, OP, PLAIN, SATURATING, VALUE } from "./opcodes.ts";
import { OperandStack } from "./operand-stack.ts";
import { blockType, globalOf, tagValues } from "./shape-lookups.ts";
import { type BlockHead, StraightCode } from "./straight-code.ts";

/**
 * Walks over one function's code and finds where it has to be changed.
 *
 * @param index of the function among those with code.
 * @throws TypeError for an instruction that is not known here, or code that is not valid.
 */
export function analyseFunction(shape: ModuleShape, index: number): FunctionAnalysis {
  return new Walk(shape, index).run();
}

class Walk {
  readonly #shape: ModuleShape;
  readonly #reader: ByteReader;
  readonly #range: CodeRange;
  readonly #type: FunctionType;
  readonly #localTypes: number[];
  readonly #stack: OperandStack;
  readonly #edits: Edit[] = [];
  readonly #canonical = new Map<number, Edit>();
  readonly #straight = new StraightCode((edit) => this.#edits.push(edit));
  #calls = false;
  #ownFrame = 0;
  #movesStack = false;
  /** How much of `global.get SP, i32.const N, i32.sub` has just passed. */
  #prologue = 0;
  #constant32 = 0;

  constructor(shape: ModuleShape, index: number) {
    const range = shape.code[index];
    const type = shape.types[shape.functionTypes[shape.importedFunctions.length + index] ?? -1];
    if (range === undefined || type === undefined) throw new TypeError(`no function ${index}`);
    this.#shape = shape;
    this.#range = range;
    this.#type = type;
    this.#reader = new ByteReader(shape.bytes, range.start);
    this.#localTypes = [...type.parameters];
    this.#stack = new OperandStack(type.results, (site) => {
      const edit = this.#canonical.get(site);
      if (edit !== undefined) this.#edits.push(edit);
      this.#canonical.delete(site);
    });
  }

  run(): FunctionAnalysis {
    const reader = this.#reader;
    const groupCount = reader.unsigned();
    const groupsStart = reader.position;
    for (let group = 0; group < groupCount; group += 1) {
      const count = reader.unsigned();
      const type = reader.byte();
      if (this.#localTypes.length + count > 50_000) throw new TypeError("a function of too many locals");
      for (let local = 0; local < count; local += 1) this.#localTypes.push(type);
    }
    const bodyStart = reader.position;
    this.#startBlock("entry");
    while (reader.position < this.#range.end) {
      if (this.#stack.depth === 0) throw new TypeError("code after the function's end");
      this.#instruction();
    }
    if (this.#stack.depth !== 0) throw new TypeError("a function without its end");
    this.#edits.sort((a, b) => a.at - b.at || a.until - b.until);
    return {
      type: this.#type,
      localGroups: this.#shape.bytes.subarray(groupsStart, bodyStart),
      groupCount,
      locals: this.#localTypes.length - this.#type.parameters.length,
      bodyStart,
      bodyEnd: this.#range.end,
      edits: this.#edits,
      highestOperand: this.#stack.highest,
      calls: this.#calls,
      ownFrame: this.#ownFrame,
      movesStack: this.#movesStack,
      entryWeight: this.#straight.entryWeight,
    };
  }

  #instruction(): void {
    const reader = this.#reader;
    const at = reader.position;
    const opcode = reader.byte();
    this.#straight.add(opcode);
    if (opcode !== OP.i32Const && opcode !== OP.i32Sub) this.#prologue = 0;
    const plain = PLAIN[opcode];
    if (plain !== undefined) {
      if (accessesMemory(opcode)) {
        reader.skipNumber();
        reader.skipNumber();
      }
      this.#plain(opcode, plain.takes, plain.gives);
    } else if (opcode === OP.extended) this.#extended(at);
    else if (!this.#variable(opcode) && !this.#control(opcode, at) && !this.#call(opcode, at)) {
      throw new TypeError(`instruction 0x${opcode.toString(16)} is not known`);
    }
  }

  #plain(opcode: number, takes: readonly number[], gives: readonly number[]): void {
    if (opcode === OP.i32Sub && this.#prologue === 2) this.#ownFrame = Math.max(this.#ownFrame, this.#constant32);
    this.#prologue = 0;
    const ignores = ignoresNanBits(opcode);
    for (let index = takes.length - 1; index >= 0; index -= 1) this.#stack.pop(takes[index], ignores);
    const [given] = gives;
    if (given === undefined) return;
    const type = makesNan(opcode);
    const at = this.#reader.position;
    if (type !== null && this.#stack.reachable) {
      this.#canonical.set(at, { at, until: at, change: { kind: "canonical", type } });
      this.#stack.push(given, at);
    } else this.#stack.push(given);
  }

  #extended(at: number): void {
    const operation = this.#reader.unsigned();
    const saturating = SATURATING[operation];
    const { i32 } = VALUE;
    if (saturating !== undefined) this.#plain(OP.extended, saturating.takes, saturating.gives);
    else if (operation === EXTENDED.memoryCopy || operation === EXTENDED.memoryFill) {
      this.#reader.skip(operation === EXTENDED.memoryCopy ? 2 : 1);
      this.#stack.popAll([i32, i32, i32]);
      this.#edits.push({ at, until: at, change: { kind: "chargeLength" } });
    } else if (operation === EXTENDED.tableGrow) {
      this.#reader.unsigned();
      this.#stack.pop(i32);
      this.#stack.pop();
      this.#stack.push(i32);
      this.#edits.push({ at, until: this.#reader.position, change: { kind: "refuseGrowth" } });
    } else if (operation === EXTENDED.tableSize) {
      this.#reader.unsigned();
      this.#stack.push(i32);
    } else throw new TypeError(`instruction 0xfc ${operation} is not known`);
  }

  /** Locals, globals, constants, references, and what chooses or drops a value. */
  #variable(opcode: number): boolean {
    const { i32, i64, f32, f64 } = VALUE;
    const [reader, stack] = [this.#reader, this.#stack];
    if (opcode === OP.localGet) stack.push(this.#local(reader.unsigned()));
    else if (opcode === OP.localSet) stack.pop(this.#local(reader.unsigned()));
    else if (opcode === OP.localTee) {
      const type = this.#local(reader.unsigned());
      stack.pop(type);
      stack.push(type);
    } else if (opcode === OP.i32Const) {
      this.#constant32 = reader.signed();
      this.#prologue = this.#prologue === 1 ? 2 : 0;
      stack.push(i32);
    } else if (opcode === OP.i64Const) this.#constant(i64, () => reader.skipNumber());
    else if (opcode === OP.f32Const) this.#constant(f32, () => reader.skip(4));
    else if (opcode === OP.f64Const) this.#constant(f64, () => reader.skip(8));
    else if (opcode === OP.globalGet) {
      const index = reader.unsigned();
      this.#prologue = index === this.#shape.stackPointer ? 1 : 0;
      stack.push(globalOf(this.#shape, index).type);
    } else if (opcode === OP.globalSet) {
      const index = reader.unsigned();
      if (index < this.#shape.importedGlobals) throw new TypeError("a write to a global of the host");
      stack.pop(globalOf(this.#shape, index).type);
      if (index === this.#shape.stackPointer) {
        this.#movesStack = true;
        this.#edits.push({ at: reader.position, until: reader.position, change: { kind: "checkStack" } });
      }
    } else if (opcode === OP.drop) stack.pop(undefined, true);
    else if (opcode === OP.select) {
      stack.pop(i32);
      const [second, first] = [stack.pop(), stack.pop()];
      stack.push(first === 0 ? second : first);
    } else if (opcode === OP.selectTyped) {
      const [type = 0] = reader.list(() => reader.byte());
      stack.popAll([type, type, i32]);
      stack.push(type);
    } else if (opcode === OP.memorySize) this.#constant(i32, () => reader.byte());
    else if (opcode === OP.tableGet) {
      stack.pop(i32);
      stack.push(this.#shape.tables[reader.unsigned()] ?? 0);
    } else if (opcode === OP.tableSet) {
      // Tables are not part of what is restored between programs: the function table must stay as it is.
      const type = this.#shape.tables[reader.unsigned()];
      if (type !== VALUE.externReference) throw new TypeError("a write to the function table");
      stack.pop(type);
      stack.pop(i32);
    } else if (opcode === OP.referenceNull) this.#constant(reader.byte(), () => undefined);
    else if (opcode === OP.referenceIsNull) {
      stack.pop();
      stack.push(i32);
    } else return false;
    return true;
  }

  #control(opcode: number, at: number): boolean {
    const [reader, stack] = [this.#reader, this.#stack];
    const { i32 } = VALUE;
    if (opcode === OP.block || opcode === OP.loop || opcode === OP.try) {
      const { parameters, results } = blockType(this.#shape, reader.signed());
      stack.open(parameters, results, opcode === OP.loop);
      if (opcode === OP.loop) this.#straight.finish();
      this.#straight.open(opcode === OP.loop);
      if (opcode === OP.loop) this.#startBlock("loop");
    } else if (opcode === OP.if) {
      const { parameters, results } = blockType(this.#shape, reader.signed());
      stack.pop(i32);
      stack.open(parameters, results);
      this.#startBlock("other");
      this.#straight.open(false);
    } else if (opcode === OP.else) {
      stack.next("parameters");
      this.#startBlock("other");
    } else if (opcode === OP.catch || opcode === OP.catchAll) {
      stack.next(opcode === OP.catch ? tagValues(this.#shape, reader.unsigned()) : []);
      this.#edits.push({ at: reader.position, until: reader.position, change: { kind: "caught" } });
      this.#startBlock("other");
    } else if (opcode === OP.end || opcode === OP.delegate) {
      if (opcode === OP.delegate) reader.unsigned();
      stack.close();
      this.#straight.finish();
      this.#straight.close();
      this.#startBlock("other");
    } else if (opcode === OP.branch) this.#leave(() => stack.popAll(this.#label(reader.unsigned())));
    else if (opcode === OP.branchIf) {
      stack.pop(i32);
      const types = this.#label(reader.unsigned());
      stack.popAll(types);
      stack.pushAll(types);
      this.#startBlock("other");
    } else if (opcode === OP.branchTable) {
      stack.pop(i32);
      reader.list(() => reader.unsigned());
      this.#leave(() => stack.popAll(this.#label(reader.unsigned())));
    } else if (opcode === OP.return) {
      this.#edits.push({ at, until: at, change: { kind: "return" } });
      this.#leave(() => stack.popAll(this.#type.results));
    } else if (opcode === OP.throw) this.#leave(() => stack.popAll(tagValues(this.#shape, reader.unsigned())));
    else if (opcode === OP.rethrow) this.#leave(() => reader.unsigned());
    else if (opcode === OP.unreachable) this.#leave(() => undefined);
    else return opcode === OP.nop;
    return true;
  }

  #call(opcode: number, at: number): boolean {
    const { functionTypes, types, importedFunctions } = this.#shape;
    let type: FunctionType | undefined;
    if (opcode === OP.call) {
      const target = this.#reader.unsigned();
      type = types[functionTypes[target] ?? -1];
      if (target < importedFunctions.length) {
        this.#edits.push({ at, until: this.#reader.position, change: { kind: "call", target } });
      }
    } else if (opcode === OP.callIndirect) {
      type = types[this.#reader.unsigned()];
      if (this.#reader.unsigned() !== 0) throw new TypeError("a call through another table");
      this.#stack.pop(VALUE.i32);
    } else return false;
    if (type === undefined) throw new TypeError("a call of nothing");
    this.#calls = true;
    this.#stack.popAll(type.parameters);
    this.#stack.pushAll(type.results);
    return true;
  }

  #leave(pop: () => unknown): void {
    pop();
    this.#stack.markUnreachable();
    this.#startBlock("other");
  }

  #startBlock(head: BlockHead): void {
    this.#straight.start(head, this.#reader.position);
  }

  #constant(type: number, pass: () => unknown): void {
    pass();
    this.#stack.push(type);
  }

  #label(depth: number): readonly number[] {
    return this.#stack.labelAt(depth);
  }

  #local(index: number): number {
    const type = this.#localTypes[index];
    if (type === undefined) throw new TypeError("a local that is not there");
    return type;
  }
}
