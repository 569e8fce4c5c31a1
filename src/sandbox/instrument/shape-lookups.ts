import type { FunctionType, ModuleShape } from "./module-shape.ts";

const EMPTY_BLOCK = -64;

/**
 * The type of a block.
 *
 * @param code as it stands behind the block's opcode: negative for no or one result, else the number of a type.
 * @throws TypeError if there is no such type.
 */
export function blockType(shape: ModuleShape, code: number): FunctionType {
  if (code === EMPTY_BLOCK) return { parameters: [], results: [] };
  if (code < 0) return { parameters: [], results: [code + 128] };
  const named = shape.types[code];
  if (named === undefined) throw new TypeError("a block of no type");
  return named;
}

/** @throws TypeError if there is no such global. */
export function globalOf(shape: ModuleShape, index: number): ModuleShape["globals"][number] {
  const global = shape.globals[index];
  if (global === undefined) throw new TypeError("a global that is not there");
  return global;
}

/**
 * Types of the values that an exception of this tag carries.
 *
 * @throws TypeError if there is no such tag.
 */
export function tagValues(shape: ModuleShape, index: number): readonly number[] {
  const type = shape.types[shape.tags[index] ?? -1];
  if (type === undefined) throw new TypeError("a tag that is not there");
  return type.parameters;
}
