import { ByteWriter } from "./byte-writer.ts";
import { OP } from "./opcodes.ts";

/** Writes instructions. */
export class CodeWriter extends ByteWriter {
  op(...opcodes: readonly number[]): this {
    for (const opcode of opcodes) this.byte(opcode);
    return this;
  }

  /** An instruction with one index. */
  indexed(opcode: number, index: number): this {
    this.byte(opcode);
    this.unsigned(index);
    return this;
  }

  i32(value: number): this {
    this.byte(OP.i32Const);
    return this.signed(BigInt(value));
  }

  i64(value: number): this {
    this.byte(OP.i64Const);
    return this.signed(BigInt(value));
  }

  /** Signed LEB128. */
  signed(value: bigint): this {
    let rest = value;
    for (;;) {
      const low = Number(rest & 127n);
      rest >>= 7n;
      if ((rest === 0n && low < 64) || (rest === -1n && low >= 64)) {
        this.byte(low);
        return this;
      }
      this.byte(low | 128);
    }
  }
}
