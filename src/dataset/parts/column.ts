import type { SchemaElement } from "hyparquet";

/** The type of a column or field. Integers are 64 bits wide, times are milliseconds in UTC; everything may be null. */
export type ColumnType =
  | "string"
  | "int"
  | "double"
  | "bool"
  | "time"
  | { readonly list: ColumnType }
  | { readonly struct: readonly Column[] };

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Hardly two rows share a value: nobody needs to look for a dictionary of them. */
  readonly unique?: boolean;
}

/** A conversation, as `{role, content}` one after the other. */
export const MESSAGES: ColumnType = {
  list: {
    struct: [
      { name: "role", type: "string" },
      { name: "content", type: "string" },
    ],
  },
};

const LEAVES = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  int: { type: "INT64" },
  double: { type: "DOUBLE" },
  bool: { type: "BOOLEAN" },
  time: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
} as const satisfies Record<string, Omit<SchemaElement, "name">>;

/** The columns as a Parquet schema: fixed types, whatever values come. */
export function parquetSchema(columns: readonly Column[]): SchemaElement[] {
  return [{ name: "root", num_children: columns.length }, ...columns.flatMap(elements)];
}

function elements({ name, type }: Column): SchemaElement[] {
  const repetition_type = "OPTIONAL";
  if (typeof type === "string") return [{ name, repetition_type, ...LEAVES[type] }];
  if ("struct" in type) {
    return [{ name, repetition_type, num_children: type.struct.length }, ...type.struct.flatMap(elements)];
  }
  return [
    { name, repetition_type, converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    ...elements({ name: "element", type: type.list }),
  ];
}

/** What turns values of JSON into the form that the writer wants: integers are `bigint` there. */
export type ParquetValue = (value: unknown) => unknown;

/** The conversion of a column, worked out once. It throws a RangeError for a number that is no integer. */
export function parquetValueOf(type: ColumnType): ParquetValue {
  if (type === "int") return (value) => (typeof value === "number" ? BigInt(value) : null);
  if (!hasIntegers(type) || typeof type === "string") return (value) => value ?? null;
  if ("list" in type) {
    const item = parquetValueOf(type.list);
    return (value) => (Array.isArray(value) ? value.map(item) : null);
  }
  const fields = type.struct.map(({ name, type: own }) => [name, parquetValueOf(own)] as const);
  return (value) => {
    if (typeof value !== "object" || value === null) return null;
    const given = value as Record<string, unknown>;
    return Object.fromEntries(fields.map(([name, convert]) => [name, convert(given[name])]));
  };
}

/** Whether values have a size of their own; all others take a word. */
export function hasTextSize(type: ColumnType): boolean {
  return typeof type !== "string" || type === "string";
}

/** Whether bounds of a column help anybody who looks for rows: those of long texts do not, and cost more than all else. */
export function hasUsefulBounds(type: ColumnType): boolean {
  return type === "int" || type === "time" || type === "double";
}

function hasIntegers(type: ColumnType): boolean {
  if (typeof type === "string") return type === "int";
  return "list" in type ? hasIntegers(type.list) : type.struct.some((field) => hasIntegers(field.type));
}
