import type { EnumVar, LookupEntry } from "@polkadot-api/metadata-builders";
import { sha256Hex } from "../../../core/index.ts";

/** Enums with more variants than this are written as their count and a hash of the whole. */
const MAX_VARIANTS = 6;

type Variant = EnumVar["value"][string];
type Shaped = LookupEntry | Exclude<Variant, { type: "lookupEntry" }>;

/**
 * A type of the chain's metadata as one line, such as `{netuid: u16, dests: [u16]}`: two types encode alike when their
 * lines are equal. Names of types do not count, those of fields and variants do, since values are built by them.
 *
 * @param counts which variants of enums are looked at; all when left out.
 */
export function typeShape(entry: Shaped, counts: (variant: string) => boolean = () => true): string {
  const shape = (inner: Shaped): string => typeShape(inner, counts);
  switch (entry.type) {
    case "primitive":
      return entry.value;
    case "compact":
      return `compact<${entry.size}>`;
    case "sequence":
      return `[${shape(entry.value)}]`;
    case "array":
      return `[${shape(entry.value)}; ${entry.len}]`;
    case "option":
      return `option<${shape(entry.value)}>`;
    case "result":
      return `result<${shape(entry.value.ok)}, ${shape(entry.value.ko)}>`;
    case "tuple":
      return `(${entry.value.map(shape).join(", ")})`;
    case "struct":
      return `{${Object.entries(entry.value)
        .map(([name, field]) => `${name}: ${shape(field)}`)
        .join(", ")}}`;
    case "enum":
      return enumShape(entry.value, counts, shape);
    case "void":
      return "()";
    case "bitSequence":
    case "AccountId32":
    case "AccountId20":
      return entry.type;
  }
}

function enumShape(
  variants: EnumVar["value"],
  counts: (variant: string) => boolean,
  shape: (inner: Shaped) => string,
): string {
  const all = Object.entries(variants)
    .filter(([name]) => counts(name))
    .sort(([, a], [, b]) => a.idx - b.idx)
    .map(([name, variant]) => {
      const inner = shape(variant.type === "lookupEntry" ? variant.value : variant);
      return `${variant.idx} ${name}${inner === "()" ? "" : ` ${inner}`}`;
    });
  const text = all.join(" | ");
  return all.length <= MAX_VARIANTS ? `enum<${text}>` : `enum of ${all.length}, ${sha256Hex(text).slice(0, 12)}`;
}
