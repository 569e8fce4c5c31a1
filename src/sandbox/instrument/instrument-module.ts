import { importThunk, trampoline, TRAMPOLINE_TYPE } from "./added-functions.ts";
import { analyseFunction } from "./analyse-function.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { CodeWriter } from "./code-writer.ts";
import { type Additions, emitFunction } from "./emit-function.ts";
import { EXPORTED, STATE_PREFIX } from "./exported-names.ts";
import type { FunctionAnalysis } from "./function-analysis.ts";
import { KIND, type ModuleShape, readModule, SECTION } from "./module-shape.ts";
import { OP, VALUE } from "./opcodes.ts";
import { TypeList } from "./type-list.ts";

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const COUNTERS = [
  [VALUE.i64, 1, OP.i64Const, 0, OP.end],
  [VALUE.i32, 1, OP.i32Const, 0, OP.end],
  [VALUE.i32, 1, OP.i32Const, 0, OP.end],
];

/**
 * Rewrites the interpreter's module so that what a program does is a function of the program: every NaN that an
 * operation makes is the canonical one, work is charged in fuel, nesting of calls in depth, and both end a run by a
 * trap before anything of the machine's own does.
 *
 * The result imports what the original imports, and exports besides: the counters and the trampoline of `EXPORTED`, and
 * every mutable global, so that all of the module's state can be put back between programs.
 *
 * @throws TypeError or RangeError for a module with anything that is not known here; the message says in which function.
 */
export function instrumentModule(bytes: Uint8Array): Uint8Array {
  const shape = readModule(bytes);
  const functions = shape.functionTypes.length;
  const globals = shape.globals.length;
  const added: Additions = {
    ...{ fuel: globals, ended: globals + 1, stackLimit: globals + 2, stackPointer: shape.stackPointer },
    thunk: (imported) => functions + imported,
  };
  const types = new TypeList(shape.types);
  const addedTypes = [...shape.importedFunctions.map(({ type }) => type), types.indexOf(TRAMPOLINE_TYPE)];
  const code = codeSection(shape, types, added);
  const content: Partial<Record<number, Uint8Array>> = {
    [SECTION.type]: types.encode(),
    [SECTION.function]: longer(shape, SECTION.function, addedTypes.map(unsigned)),
    [SECTION.global]: longer(shape, SECTION.global, COUNTERS),
    [SECTION.export]: longer(shape, SECTION.export, addedExports(shape, added)),
    [SECTION.element]: elementSection(shape, added),
    [SECTION.code]: code,
  };
  const module = new ByteWriter(bytes.length + code.length);
  module.put(HEADER);
  for (const { id, start, end } of shape.sections) {
    if (id !== SECTION.custom) module.section(id, content[id] ?? bytes.subarray(start, end));
  }
  return module.finish();
}

/** A section that is a list, with more entries at its end. */
function longer(shape: ModuleShape, wanted: number, entries: readonly ArrayLike<number>[]): Uint8Array {
  const section = shape.sections.find(({ id }) => id === wanted);
  if (section === undefined) throw new TypeError(`a module without section ${wanted}`);
  const reader = new ByteReader(shape.bytes, section.start);
  const writer = new ByteWriter(section.end - section.start + 64);
  writer.unsigned(reader.unsigned() + entries.length);
  writer.put(shape.bytes.subarray(reader.position, section.end));
  for (const entry of entries) writer.put(entry);
  return writer.finish();
}

function addedExports(shape: ModuleShape, added: Additions): Uint8Array[] {
  const { globals, exports, importedFunctions, functionTypes } = shape;
  if (exports.some(({ kind, index }) => kind === KIND.function && index < importedFunctions.length)) {
    throw new TypeError("an export of an import");
  }
  const entries = [
    entry(EXPORTED.fuel, KIND.global, added.fuel),
    entry(EXPORTED.ended, KIND.global, added.ended),
    entry(EXPORTED.stackLimit, KIND.global, added.stackLimit),
    entry(EXPORTED.trampoline, KIND.function, functionTypes.length + importedFunctions.length),
  ];
  for (const [index, { mutable }] of globals.entries()) {
    const own = index >= shape.importedGlobals;
    if (mutable && own) entries.push(entry(`${STATE_PREFIX}${index}`, KIND.global, index));
  }
  return entries;
}

function entry(name: string, kind: number, index: number): Uint8Array {
  const writer = new ByteWriter();
  writer.sized(new TextEncoder().encode(name));
  writer.byte(kind);
  writer.unsigned(index);
  return writer.finish();
}

function unsigned(value: number): Uint8Array {
  const writer = new ByteWriter(8);
  writer.unsigned(value);
  return writer.finish();
}

/** The function table, with thunks in the place of imports. */
function elementSection({ elements, importedFunctions }: ModuleShape, added: Additions): Uint8Array {
  const writer = new CodeWriter();
  writer.op(1, 0).i32(elements.offset).op(OP.end);
  writer.unsigned(elements.functions.length);
  for (const target of elements.functions) {
    writer.unsigned(target < importedFunctions.length ? added.thunk(target) : target);
  }
  return writer.finish();
}

function codeSection(shape: ModuleShape, types: TypeList, added: Additions): Uint8Array {
  const { importedFunctions, bytes, code } = shape;
  const writer = new ByteWriter(2 * bytes.length);
  writer.unsigned(code.length + importedFunctions.length + 1);
  for (const index of code.keys()) writer.sized(emitFunction(bytes, named(shape, index), added));
  for (const [index, { name, type }] of importedFunctions.entries()) {
    const signature = types.all[type];
    if (signature === undefined) throw new TypeError(`import ${name} of no type`);
    writer.sized(importThunk(index, name, signature, added));
  }
  writer.sized(trampolineFunction(shape, types, added));
  return writer.finish();
}

function named(shape: ModuleShape, index: number): FunctionAnalysis {
  try {
    return analyseFunction(shape, index);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`function ${shape.importedFunctions.length + index}: ${reason}`, { cause: error });
  }
}

/** The trampoline is charged as any other function: its frames nest too. */
function trampolineFunction(shape: ModuleShape, types: TypeList, added: Additions): Uint8Array {
  const i32 = (count: number): number[] => Array<number>(count).fill(VALUE.i32);
  const bytes = trampoline(shape, (arity) => types.indexOf({ parameters: i32(arity), results: i32(1) }));
  const alone: ModuleShape = {
    ...shape,
    bytes,
    types: types.all,
    functionTypes: [...shape.importedFunctions.map(({ type }) => type), types.indexOf(TRAMPOLINE_TYPE)],
    code: [{ start: 0, end: bytes.length }],
  };
  return emitFunction(bytes, analyseFunction(alone, 0), added);
}
