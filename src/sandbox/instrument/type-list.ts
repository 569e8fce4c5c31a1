import { ByteWriter } from "./byte-writer.ts";
import type { FunctionType } from "./module-shape.ts";

/** The module's function types, and those that are added. */
export class TypeList {
  readonly #types: FunctionType[];

  constructor(types: readonly FunctionType[]) {
    this.#types = [...types];
  }

  get all(): readonly FunctionType[] {
    return this.#types;
  }

  /** Number of a type, which is added if it is not there. */
  indexOf(wanted: FunctionType): number {
    const known = this.#types.findIndex(
      (type) => same(type.parameters, wanted.parameters) && same(type.results, wanted.results),
    );
    return known >= 0 ? known : this.#types.push(wanted) - 1;
  }

  encode(): Uint8Array {
    const writer = new ByteWriter();
    writer.unsigned(this.#types.length);
    for (const { parameters, results } of this.#types) {
      writer.byte(0x60);
      writer.sized(parameters);
      writer.sized(results);
    }
    return writer.finish();
  }
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((type, index) => type === b[index]);
}
