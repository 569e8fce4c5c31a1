/** A type of the runtime, as the one-line texts of the adapter's table describe it. */
export type Shape =
  | { readonly kind: "primitive"; readonly name: Primitive }
  | { readonly kind: "account" }
  /** Index of a pallet and four bytes of its error. */
  | { readonly kind: "module-error" }
  | { readonly kind: "compact" | "option" | "sequence"; readonly of: Shape }
  | { readonly kind: "array"; readonly of: Shape; readonly length: number }
  | { readonly kind: "tuple"; readonly of: readonly Shape[] }
  | { readonly kind: "struct"; readonly fields: readonly (readonly [name: string, of: Shape])[] }
  | { readonly kind: "enum"; readonly variants: readonly Variant[] };

export interface Variant {
  readonly index: number;
  readonly name: string;
  /** The empty tuple when it carries nothing. */
  readonly of: Shape;
}

/** Those that the table uses; SCALE has more. */
export const PRIMITIVES = ["bool", "str", "u8", "u16", "u32", "u64", "u128"] as const;
export type Primitive = (typeof PRIMITIVES)[number];

export const NOTHING: Shape = { kind: "tuple", of: [] };

/** An enum of variants whose indices are given. */
export function enumOf(variants: readonly Variant[]): Shape {
  return { kind: "enum", variants: variants.toSorted((a, b) => a.index - b.index) };
}

/** SCALE of the type's zero: numbers 0, lists empty, options absent, enums at their first variant. */
export function zeroBytes(shape: Shape): Uint8Array {
  switch (shape.kind) {
    case "primitive":
      return new Uint8Array(shape.name.startsWith("u") ? Number(shape.name.slice(1)) / 8 : 1);
    case "account":
      return new Uint8Array(32);
    case "module-error":
      return new Uint8Array(5);
    case "compact":
    case "option":
    case "sequence":
      return new Uint8Array(1);
    case "array":
      return Buffer.concat(Array.from({ length: shape.length }, () => zeroBytes(shape.of)));
    case "tuple":
      return Buffer.concat(shape.of.map(zeroBytes));
    case "struct":
      return Buffer.concat(shape.fields.map(([, of]) => zeroBytes(of)));
    case "enum": {
      const first = shape.variants[0];
      return first === undefined ? new Uint8Array() : Uint8Array.of(first.index, ...zeroBytes(first.of));
    }
  }
}
