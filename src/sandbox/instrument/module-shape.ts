import { ByteReader } from "./byte-reader.ts";
import { OP } from "./opcodes.ts";

/** Sections in the order in which they stand, tags (13) between memories and globals. */
export const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

/** Kinds of imports and exports. */
export const KIND = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

export interface FunctionType {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

export interface GlobalType {
  readonly type: number;
  readonly mutable: boolean;
}

export interface ImportedFunction {
  readonly module: string;
  readonly name: string;
  readonly type: number;
}

export interface ExportEntry {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

export interface CodeRange {
  /** Of the body's first byte, which counts its groups of locals. */
  readonly start: number;
  readonly end: number;
}

/** What the instrumentation needs to know of a module. */
export interface ModuleShape {
  readonly bytes: Uint8Array;
  readonly sections: readonly { readonly id: number; readonly start: number; readonly end: number }[];
  readonly types: readonly FunctionType[];
  readonly importedFunctions: readonly ImportedFunction[];
  readonly importedGlobals: number;
  /** Type of every function, the imported ones first. */
  readonly functionTypes: readonly number[];
  /** All globals, the imported ones first. */
  readonly globals: readonly GlobalType[];
  /** Element type of each table. */
  readonly tables: readonly number[];
  /** Type of each tag of an exception. */
  readonly tags: readonly number[];
  readonly exports: readonly ExportEntry[];
  /** The global that points to the C stack's end. */
  readonly stackPointer: number;
  /** The one segment that fills the function table: its first slot and its functions. */
  readonly elements: { readonly offset: number; readonly functions: readonly number[] };
  readonly code: readonly CodeRange[];
}

const WASM_HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a module's outline. It takes what the interpreter's module uses and refuses the rest.
 *
 * @throws RangeError if the module ends early; TypeError for what is not known here.
 */
export function readModule(bytes: Uint8Array): ModuleShape {
  const reader = new ByteReader(bytes);
  for (const expected of WASM_HEADER) if (reader.byte() !== expected) throw new TypeError("not a WebAssembly module");
  const types: FunctionType[] = [];
  const importedFunctions: ImportedFunction[] = [];
  const functionTypes: number[] = [];
  const globals: GlobalType[] = [];
  const tables: number[] = [];
  const tags: number[] = [];
  const code: CodeRange[] = [];
  const sections: { id: number; start: number; end: number }[] = [];
  let exports: ExportEntry[] = [];
  let elements = { offset: 0, functions: [] as number[] };
  const name = (): string => {
    const length = reader.unsigned();
    reader.skip(length);
    return decoder.decode(bytes.subarray(reader.position - length, reader.position));
  };
  const global = (): GlobalType => ({ type: reader.byte(), mutable: reader.byte() === 1 });
  const table = (): number => {
    const type = reader.byte();
    skipLimits(reader);
    return type;
  };
  const readImport = (): void => {
    const [module, imported, kind] = [name(), name(), reader.byte()];
    if (kind === KIND.function) {
      const type = reader.unsigned();
      importedFunctions.push({ module, name: imported, type });
      functionTypes.push(type);
    } else if (kind === KIND.global) globals.push(global());
    else throw new TypeError(`an import of kind ${kind}`);
  };
  let importedGlobals = 0;
  while (reader.position < bytes.length) {
    const id = reader.byte();
    const length = reader.unsigned();
    const start = reader.position;
    const end = start + length;
    if (end > bytes.length) throw new RangeError("the module ends early");
    sections.push({ id, start, end });
    if (id === SECTION.type) types.push(...reader.list(() => readType(reader)));
    else if (id === SECTION.import) {
      reader.list(readImport);
      importedGlobals = globals.length;
    } else if (id === SECTION.function)
      for (const type of reader.list(() => reader.unsigned())) functionTypes.push(type);
    else if (id === SECTION.table) tables.push(...reader.list(table));
    else if (id === SECTION.global) {
      reader.list(() => {
        globals.push(global());
        skipConstant(reader);
      });
    } else if (id === SECTION.export) {
      exports = reader.list(() => ({ name: name(), kind: reader.byte(), index: reader.unsigned() }));
    } else if (id === SECTION.start) throw new TypeError("a module that runs by itself");
    else if (id === SECTION.element) elements = readElements(reader);
    else if (id === SECTION.tag) tags.push(...reader.list(() => (reader.byte(), reader.unsigned())));
    else if (id === SECTION.code) {
      for (let count = reader.unsigned(); count > 0; count -= 1) {
        const size = reader.unsigned();
        code.push({ start: reader.position, end: reader.position + size });
        reader.skip(size);
      }
    } else if (id > SECTION.tag) throw new TypeError(`a section of kind ${id}`);
    else reader.position = end;
    if (reader.position !== end) throw new RangeError(`section ${id} is not as long as it says`);
  }
  if (code.length !== functionTypes.length - importedFunctions.length) throw new TypeError("functions without code");
  const stackPointer = exports.find(({ name, kind }) => name === "__stack_pointer" && kind === KIND.global)?.index;
  if (stackPointer === undefined) throw new TypeError("a module without a C stack");
  return {
    ...{ bytes, sections, types, importedFunctions, importedGlobals, functionTypes, globals, tables, tags },
    ...{ exports, stackPointer, elements, code },
  };
}

function readType(reader: ByteReader): FunctionType {
  if (reader.byte() !== 0x60) throw new TypeError("a type that is no function");
  return { parameters: reader.list(() => reader.byte()), results: reader.list(() => reader.byte()) };
}

function skipLimits(reader: ByteReader): void {
  const flags = reader.byte();
  if (flags > 1) throw new TypeError("a shared or 64-bit memory or table");
  reader.skipNumber();
  if (flags === 1) reader.skipNumber();
}

/** Passes a constant expression: one number, global or null, and `end`. */
function skipConstant(reader: ByteReader): void {
  const opcode = reader.byte();
  if (opcode === OP.f32Const) reader.skip(4);
  else if (opcode === OP.f64Const) reader.skip(8);
  else if (([OP.i32Const, OP.i64Const, OP.globalGet, OP.referenceNull] as number[]).includes(opcode))
    reader.skipNumber();
  else throw new TypeError(`a constant by instruction 0x${opcode.toString(16)}`);
  if (reader.byte() !== OP.end) throw new TypeError("a constant of several instructions");
}

function readElements(reader: ByteReader): { offset: number; functions: number[] } {
  if (reader.unsigned() !== 1 || reader.unsigned() !== 0 || reader.byte() !== OP.i32Const) {
    throw new TypeError("the function table is not one plain segment");
  }
  const offset = reader.signed();
  if (reader.byte() !== OP.end || offset < 0) throw new TypeError("the function table's start is not a plain constant");
  return { offset, functions: reader.list(() => reader.unsigned()) };
}
