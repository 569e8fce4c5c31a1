import type { CodecType, v16 } from "@polkadot-api/substrate-bindings";
import { NOTHING, type Shape, type Variant } from "./shape.ts";

/** The types of metadata: the same in versions 15 and 16. */
export type Lookup = CodecType<typeof v16>["lookup"];
type Definition = Lookup[number]["def"];
type Field = Extract<Definition, { tag: "composite" }>["value"][number];

/** Numbers types, and writes each once, as metadata hold them. */
export class TypeRegistry {
  readonly lookup: Lookup = [];
  readonly #ids = new Map<string, number>();

  /** The type's number. */
  id(shape: Shape): number {
    const text = JSON.stringify(shape);
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const { def, path = [], params = [] } = this.#describe(shape);
    const id = this.lookup.length;
    this.lookup.push({ id, path, params, def, docs: [] });
    this.#ids.set(text, id);
    return id;
  }

  #describe(shape: Shape): { def: Definition; path?: string[]; params?: Lookup[number]["params"] } {
    switch (shape.kind) {
      case "primitive":
        return { def: { tag: "primitive", value: { tag: shape.name, value: undefined } } };
      case "account":
        return { path: ["sp_core", "crypto", "AccountId32"], def: composite([this.#field(BYTES_32)]) };
      case "module-error":
        return {
          path: ["sp_runtime", "ModuleError"],
          def: composite([this.#field(U8, "index"), this.#field({ kind: "array", of: U8, length: 4 }, "error")]),
        };
      case "compact":
        return { def: { tag: "compact", value: this.id(shape.of) } };
      case "sequence":
        return { def: { tag: "sequence", value: this.id(shape.of) } };
      case "array":
        return { def: { tag: "array", value: { len: shape.length, type: this.id(shape.of) } } };
      case "tuple":
        return { def: { tag: "tuple", value: shape.of.map((one) => this.id(one)) } };
      case "struct":
        return { def: composite(shape.fields.map(([name, of]) => this.#field(of, name))) };
      case "option":
        return {
          path: ["Option"],
          params: [{ name: "T", type: this.id(shape.of) }],
          def: this.#variants([
            { index: 0, name: "None", of: NOTHING },
            { index: 1, name: "Some", of: shape.of },
          ]),
        };
      case "enum":
        return { ...pathOf(shape.variants), def: this.#variants(shape.variants) };
    }
  }

  #variants(variants: readonly Variant[]): Definition {
    const value = variants.map(({ index, name, of }) => ({ name, index, fields: this.#fieldsOf(of), docs: [] }));
    return { tag: "variant", value };
  }

  /** A variant's struct is its named fields, its tuple the unnamed ones; anything else is one field. */
  #fieldsOf(shape: Shape): Field[] {
    if (shape.kind === "struct") return shape.fields.map(([name, of]) => this.#field(of, name));
    if (shape.kind === "tuple") return shape.of.map((of) => this.#field(of));
    return [this.#field(shape)];
  }

  #field(shape: Shape, name?: string): Field {
    return { name, type: this.id(shape), typeName: undefined, docs: [] };
  }
}

const U8: Shape = { kind: "primitive", name: "u8" };
const BYTES_32: Shape = { kind: "array", of: U8, length: 32 };

function composite(fields: Field[]): Definition {
  return { tag: "composite", value: fields };
}

/**
 * Types that clients know by their path, by the name of their first variant: they take `{ period, current }` for an era, an
 * account for an address, bytes for a signature.
 */
const KNOWN_PATHS: Readonly<Record<string, string[]>> = {
  Immortal: ["sp_runtime", "generic", "era", "Era"],
  Id: ["sp_runtime", "multiaddress", "MultiAddress"],
  Ed25519: ["sp_runtime", "MultiSignature"],
};

function pathOf([first]: readonly Variant[]): { path?: string[] } {
  const path = KNOWN_PATHS[first?.name ?? ""];
  return path === undefined ? {} : { path };
}
