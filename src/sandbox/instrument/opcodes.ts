/** Value types of WebAssembly that a module may use here; vectors (SIMD) are refused. */
export const VALUE = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, functionReference: 0x70, externReference: 0x6f };

export const OP = {
  unreachable: 0x00,
  nop: 0x01,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  try: 0x06,
  catch: 0x07,
  throw: 0x08,
  rethrow: 0x09,
  end: 0x0b,
  branch: 0x0c,
  branchIf: 0x0d,
  branchTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  delegate: 0x18,
  catchAll: 0x19,
  drop: 0x1a,
  select: 0x1b,
  selectTyped: 0x1c,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  tableGet: 0x25,
  tableSet: 0x26,
  i32Load: 0x28,
  i32Store: 0x36,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32LessUnsigned: 0x49,
  i64LessSigned: 0x53,
  f32Equal: 0x5b,
  f64Equal: 0x61,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Or: 0x72,
  i64Add: 0x7c,
  i64Sub: 0x7d,
  i64ShiftRightUnsigned: 0x88,
  i64ExtendUnsigned: 0xad,
  referenceNull: 0xd0,
  referenceIsNull: 0xd1,
  referenceFunction: 0xd2,
  /** Prefix of saturating truncation and bulk memory. */
  extended: 0xfc,
} as const;

/** Second byte of the instructions with prefix `extended`. */
export const EXTENDED = {
  memoryInit: 8,
  dataDrop: 9,
  memoryCopy: 10,
  memoryFill: 11,
  tableInit: 12,
  elementDrop: 13,
  tableCopy: 14,
  tableGrow: 15,
  tableSize: 16,
  tableFill: 17,
} as const;

/** An instruction without control flow: what it takes from the operand stack and what it leaves there. */
export interface Plain {
  readonly takes: readonly number[];
  readonly gives: readonly number[];
}

const LETTER: Record<string, number> = { i: VALUE.i32, l: VALUE.i64, f: VALUE.f32, d: VALUE.f64 };

/** First and last opcode, and a signature in letters: `i` i32, `l` i64, `f` f32, `d` f64. */
const SIGNATURES: readonly (readonly [first: number, last: number, signature: string])[] = [
  // Loads and stores
  [0x28, 0x28, "i>i"],
  [0x29, 0x29, "i>l"],
  [0x2a, 0x2a, "i>f"],
  [0x2b, 0x2b, "i>d"],
  [0x2c, 0x2f, "i>i"],
  [0x30, 0x35, "i>l"],
  [0x36, 0x36, "ii>"],
  [0x37, 0x37, "il>"],
  [0x38, 0x38, "if>"],
  [0x39, 0x39, "id>"],
  [0x3a, 0x3b, "ii>"],
  [0x3c, 0x3e, "il>"],
  // Comparisons
  [0x45, 0x45, "i>i"],
  [0x46, 0x4f, "ii>i"],
  [0x50, 0x50, "l>i"],
  [0x51, 0x5a, "ll>i"],
  [0x5b, 0x60, "ff>i"],
  [0x61, 0x66, "dd>i"],
  // Arithmetic
  [0x67, 0x69, "i>i"],
  [0x6a, 0x78, "ii>i"],
  [0x79, 0x7b, "l>l"],
  [0x7c, 0x8a, "ll>l"],
  [0x8b, 0x91, "f>f"],
  [0x92, 0x98, "ff>f"],
  [0x99, 0x9f, "d>d"],
  [0xa0, 0xa6, "dd>d"],
  // Conversions
  [0xa7, 0xa7, "l>i"],
  [0xa8, 0xa9, "f>i"],
  [0xaa, 0xab, "d>i"],
  [0xac, 0xad, "i>l"],
  [0xae, 0xaf, "f>l"],
  [0xb0, 0xb1, "d>l"],
  [0xb2, 0xb3, "i>f"],
  [0xb4, 0xb5, "l>f"],
  [0xb6, 0xb6, "d>f"],
  [0xb7, 0xb8, "i>d"],
  [0xb9, 0xba, "l>d"],
  [0xbb, 0xbb, "f>d"],
  [0xbc, 0xbc, "f>i"],
  [0xbd, 0xbd, "d>l"],
  [0xbe, 0xbe, "i>f"],
  [0xbf, 0xbf, "l>d"],
  [0xc0, 0xc1, "i>i"],
  [0xc2, 0xc4, "l>l"],
];

const EXTENDED_SIGNATURES: readonly (readonly [first: number, last: number, signature: string])[] = [
  [0, 1, "f>i"],
  [2, 3, "d>i"],
  [4, 5, "f>l"],
  [6, 7, "d>l"],
];

/** Instructions of one byte that only compute, load or store, by opcode. */
export const PLAIN = tableOf(SIGNATURES);

/** Saturating truncations, by second byte. */
export const SATURATING = tableOf(EXTENDED_SIGNATURES);

/** Whether an instruction names an alignment and an offset. */
export function accessesMemory(opcode: number): boolean {
  return opcode >= 0x28 && opcode <= 0x3e;
}

function tableOf(signatures: typeof SIGNATURES): readonly (Plain | undefined)[] {
  const table: (Plain | undefined)[] = [];
  for (const [first, last, signature] of signatures) {
    const [takes = "", gives = ""] = signature.split(">");
    const plain = { takes: typesOf(takes), gives: typesOf(gives) };
    for (let opcode = first; opcode <= last; opcode += 1) table[opcode] = plain;
  }
  return table;
}

function typesOf(letters: string): number[] {
  return Array.from(letters, (letter) => LETTER[letter] ?? 0);
}
