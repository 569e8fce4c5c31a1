/** Pieces of WebAssembly's binary format (core specification 2.0, chapter 5), for modules of a few functions. */
export const WASM_HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

export const SECTION = { type: 1, import: 2, function: 3, table: 4, global: 6, export: 7, element: 9, code: 10 };

/** Kinds of imports and exports. */
export const KIND = { function: 0, table: 1, memory: 2, global: 3, tag: 4 };

export const TYPE = { i32: 0x7f, functionReference: 0x70, function: 0x60, emptyBlock: 0x40 };

export const OP = {
  block: 0x02,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  branchTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  localGet: 0x20,
  localSet: 0x21,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Load: 0x28,
  i32Store: 0x36,
  i32Const: 0x41,
  i32Eq: 0x46,
  i32LessOrEqualUnsigned: 0x4d,
  i32Sub: 0x6b,
};

/** Alignment of four bytes, no offset. */
export const WORD = [2, 0];

/** A function type of `i32` parameters and results. */
export function functionType(parameters: number, results: number): number[] {
  const i32 = (count: number): number[] => Array<number>(count).fill(TYPE.i32);
  return [TYPE.function, parameters, ...i32(parameters), results, ...i32(results)];
}

export function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)];
}

export function sized(content: readonly number[]): number[] {
  return [...unsigned(content.length), ...content];
}

export function name(text: string): number[] {
  return sized([...new TextEncoder().encode(text)]);
}

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

/** Signed LEB128 of a 32-bit integer. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    if ((rest === 0 && low < 64) || (rest === -1 && low >= 64)) return [...bytes, low];
    bytes.push(low | 128);
  }
}
