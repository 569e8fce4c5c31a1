import { CodeWriter } from "./code-writer.ts";
import type { Additions } from "./emit-function.ts";
import type { FunctionType, ModuleShape } from "./module-shape.ts";
import { OP, VALUE } from "./opcodes.ts";
import { HOST_HEIGHT } from "./stack-costs.ts";
import { HOST_CALL } from "./weights.ts";

const EMPTY_BLOCK = 0x40;
const NO_LOCALS = 0;

/** The evaluator's periodic question whether a signal is pending. There is none, and fuel is counted elsewhere. */
const PERIODIC_CHECK = "_Py_CheckEmscriptenSignals_Helper";

/**
 * The function that stands for an imported one wherever the module calls it: charges for the call, makes it, and traps
 * if the host has ended the run. The host must not throw for that: handlers inside the module would see it.
 */
export function importThunk(imported: number, name: string, type: FunctionType, added: Additions): Uint8Array {
  const code = new CodeWriter();
  if (name === PERIODIC_CHECK) return code.op(NO_LOCALS).i32(0).op(OP.end).finish();
  code.op(NO_LOCALS);
  const { fuel, stackPointer, stackLimit } = added;
  code.indexed(OP.globalGet, fuel).i64(HOST_CALL).op(OP.i64Sub).indexed(OP.globalSet, fuel);
  code.indexed(OP.globalGet, fuel).i64(0).op(OP.i64LessSigned);
  trap(code);
  code.indexed(OP.globalGet, stackPointer).i32(HOST_HEIGHT).op(OP.i32Sub).indexed(OP.globalSet, stackPointer);
  code.indexed(OP.globalGet, stackPointer).indexed(OP.globalGet, stackLimit).op(OP.i32LessUnsigned);
  trap(code);
  for (const index of type.parameters.keys()) code.indexed(OP.localGet, index);
  code.indexed(OP.call, imported);
  code.indexed(OP.globalGet, added.ended);
  trap(code);
  code.indexed(OP.globalGet, stackPointer).i32(HOST_HEIGHT).op(OP.i32Add).indexed(OP.globalSet, stackPointer);
  return code.op(OP.end).finish();
}

function trap(code: CodeWriter): void {
  code.op(OP.if, EMPTY_BLOCK, OP.unreachable, OP.end);
}

/** Label of functions that fit no call. */
const OTHER = 4;
const LOCAL = { ok: 0, target: 1, first: 2 };

/** Type of the trampoline: `(ok, target, a, b, c) -> result`, all `i32`. */
export const TRAMPOLINE_TYPE: FunctionType = { parameters: Array<number>(5).fill(VALUE.i32), results: [VALUE.i32] };

/**
 * CPython calls C functions through pointers whose type does not match the function, which WebAssembly forbids. Its
 * own remedies are a trip through JavaScript (slow) or a module that asks for a function's type (needs WebAssembly GC,
 * which Node 20 lacks). This function looks the number of parameters up in a jump table made from the module itself,
 * and so is fast and the same on every Node.
 *
 * ```wat
 * (i32.store (local.get $ok) (i32.const 1))
 * ... br_table on $target ...
 * three: (return (call_indirect (type 3) (local.get $a) (local.get $b) (local.get $c) (local.get $target)))
 * two, one, none: the same with fewer
 * other: (i32.store (local.get $ok) (i32.const 0)) (i32.const 0)
 * ```
 *
 * @param typeOfArity number of the type that takes so many `i32` and gives one.
 */
export function trampoline(shape: ModuleShape, typeOfArity: (arity: number) => number): Uint8Array {
  const code = new CodeWriter();
  code.op(NO_LOCALS);
  storeOk(code, 1);
  for (let block = 0; block < 5; block += 1) code.op(OP.block, EMPTY_BLOCK);
  code.indexed(OP.localGet, LOCAL.target).op(OP.branchTable);
  const labels = labelsOf(shape);
  code.unsigned(labels.length);
  code.put(labels);
  code.op(OTHER, OP.end);
  for (const arity of [0, 1, 2, 3]) {
    for (let parameter = 0; parameter < arity; parameter += 1) code.indexed(OP.localGet, LOCAL.first + parameter);
    code.indexed(OP.localGet, LOCAL.target).indexed(OP.callIndirect, typeOfArity(arity)).op(0, OP.return, OP.end);
  }
  storeOk(code, 0);
  return code.i32(0).op(OP.end).finish();
}

function storeOk(code: CodeWriter, value: 0 | 1): void {
  code.indexed(OP.localGet, LOCAL.ok).i32(value).op(OP.i32Store, 2, 0);
}

/** For each slot of the function table, the arity of a function of at most three `i32` that gives one, or `OTHER`. */
function labelsOf({ elements, types, functionTypes }: ModuleShape): number[] {
  const labels = Array<number>(elements.offset).fill(OTHER);
  for (const target of elements.functions) {
    const type = types[functionTypes[target] ?? -1];
    const plain =
      type !== undefined &&
      type.parameters.length <= 3 &&
      [...type.parameters, ...type.results].every((value) => value === VALUE.i32) &&
      type.results.length === 1;
    labels.push(plain ? type.parameters.length : OTHER);
  }
  return labels;
}
