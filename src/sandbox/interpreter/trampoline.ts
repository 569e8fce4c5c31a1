import {
  functionType,
  KIND,
  name,
  OP,
  section,
  SECTION,
  sized,
  TYPE,
  unsigned,
  WASM_HEADER,
  WORD,
} from "./wasm-encoding.ts";

const LOCAL = { ok: 0, target: 1, first: 2 };
/** Label of functions that fit no call. */
const OTHER = 4;

/**
 * CPython calls C functions through pointers whose type does not match the function, which WebAssembly forbids. Its
 * own remedies are a trip through JavaScript (slow) or a module that asks for a function's type (needs WebAssembly GC,
 * which Node 20 lacks). This one looks the number of parameters up in a jump table made from the interpreter's module,
 * and so is fast and the same on every Node.
 *
 * ```wat
 * (func (export "c") (param $ok i32) (param $target i32) (param $a i32) (param $b i32) (param $c i32) (result i32)
 *   (i32.store (local.get $ok) (i32.const 1))
 *   ... br_table on $target ...
 *   three: (return (call_indirect (type 3) (local.get $a) (local.get $b) (local.get $c) (local.get $target)))
 *   two, one, none: the same with fewer
 *   other: (i32.store (local.get $ok) (i32.const 0)) (i32.const 0))
 * ```
 */
export function createTrampoline(arities: Int8Array, memory: WebAssembly.Memory, table: WebAssembly.Table): unknown {
  const imported = (letter: string, ...description: number[]): number[] => [
    ...name("h"),
    ...name(letter),
    ...description,
  ];
  const bytes = Uint8Array.from([
    ...WASM_HEADER,
    ...section(SECTION.type, [5, ...[0, 1, 2, 3, 5].flatMap((parameters) => functionType(parameters, 1))]),
    ...section(SECTION.import, [
      2,
      ...imported("m", KIND.memory, 0, 0),
      ...imported("t", KIND.table, TYPE.functionReference, 0, 0),
    ]),
    ...section(SECTION.function, [1, 4]),
    ...section(SECTION.export, [1, ...name("c"), KIND.function, 0]),
    ...section(SECTION.code, [1, ...sized([0, ...body(arities)])]),
  ]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { h: { m: memory, t: table } });
  return exports["c"];
}

/** Five nested blocks; the jump leaves the one whose number is the arity, 4 meaning "no such function". */
function body(arities: Int8Array): number[] {
  const labels = Array.from(arities, (arity) => (arity < 0 ? OTHER : arity));
  const code = [...storeOk(1), ...Array<number[]>(5).fill([OP.block, TYPE.emptyBlock]).flat()];
  code.push(OP.localGet, LOCAL.target, OP.branchTable, ...unsigned(labels.length), ...labels, OTHER, OP.end);
  for (const arity of [0, 1, 2, 3]) {
    for (let parameter = 0; parameter < arity; parameter += 1) code.push(OP.localGet, LOCAL.first + parameter);
    code.push(OP.localGet, LOCAL.target, OP.callIndirect, arity, 0, OP.return, OP.end);
  }
  code.push(...storeOk(0), OP.i32Const, 0, OP.end);
  return code;
}

function storeOk(value: 0 | 1): number[] {
  return [OP.localGet, LOCAL.ok, OP.i32Const, value, OP.i32Store, ...WORD];
}
