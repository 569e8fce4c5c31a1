import { KIND, OP, SECTION, TYPE } from "./wasm-encoding.ts";

class Reader {
  readonly #bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes;
    this.position = position;
  }

  byte(): number {
    const value = this.#bytes[this.position];
    if (value === undefined) throw new RangeError("the module ends early");
    this.position += 1;
    return value;
  }

  unsigned(): number {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
      shift += 7;
    }
  }

  skip(bytes: number): void {
    this.position += bytes;
  }
}

/**
 * For each slot of the interpreter's function table, the number of its `i32` parameters if the function takes at most
 * three, all `i32`, and returns one `i32`; -1 for every other function and for empty slots. Read from the module's own
 * bytes, since JavaScript cannot see a function's type.
 */
export function tableArities(module: Uint8Array): Int8Array {
  const typeArities: number[] = [];
  const functionTypes: number[] = [];
  let arities: Int8Array = new Int8Array(0);
  const reader = new Reader(module, 8);
  while (reader.position < module.length) {
    const section = reader.byte();
    const length = reader.unsigned();
    const end = reader.position + length;
    if (section === SECTION.type) readTypes(reader, typeArities);
    else if (section === SECTION.import) readImports(reader, functionTypes);
    else if (section === SECTION.function) {
      for (let count = reader.unsigned(); count > 0; count -= 1) functionTypes.push(reader.unsigned());
    } else if (section === SECTION.element) arities = readElements(reader, functionTypes, typeArities);
    reader.position = end;
  }
  return arities;
}

function readTypes(reader: Reader, arities: number[]): void {
  for (let count = reader.unsigned(); count > 0; count -= 1) {
    if (reader.byte() !== TYPE.function) throw new TypeError("a type that is no function");
    const parameters = Array.from({ length: reader.unsigned() }, () => reader.byte());
    const results = Array.from({ length: reader.unsigned() }, () => reader.byte());
    const plain = parameters.every((type) => type === TYPE.i32) && results.length === 1 && results[0] === TYPE.i32;
    arities.push(plain && parameters.length <= 3 ? parameters.length : -1);
  }
}

function readImports(reader: Reader, functionTypes: number[]): void {
  for (let count = reader.unsigned(); count > 0; count -= 1) {
    reader.skip(reader.unsigned());
    reader.skip(reader.unsigned());
    const kind = reader.byte();
    if (kind === KIND.function) functionTypes.push(reader.unsigned());
    else if (kind === KIND.global) reader.skip(2);
    else throw new TypeError(`an import of kind ${kind}`);
  }
}

function readElements(reader: Reader, functionTypes: readonly number[], typeArities: readonly number[]): Int8Array {
  if (reader.unsigned() !== 1 || reader.unsigned() !== 0 || reader.byte() !== OP.i32Const) {
    throw new TypeError("the function table is not one plain segment");
  }
  const start = reader.unsigned();
  if (reader.byte() !== OP.end) throw new TypeError("the function table's start is not a constant");
  const count = reader.unsigned();
  const arities = new Int8Array(start + count).fill(-1);
  for (let slot = start; slot < start + count; slot += 1) {
    arities[slot] = typeArities[functionTypes[reader.unsigned()] ?? -1] ?? -1;
  }
  return arities;
}
