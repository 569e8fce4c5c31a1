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

/** A value of JSON in the form that the writer wants: integers as `bigint`. @throws RangeError for a number that is none */
export function parquetValue(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (type === "int") return BigInt(value as number);
  if (typeof type === "string") return value;
  if ("list" in type) {
    const { list } = type;
    return hasIntegers(list) ? (value as unknown[]).map((item) => parquetValue(item, list)) : value;
  }
  if (!hasIntegers(type)) return value;
  const fields = value as Record<string, unknown>;
  return Object.fromEntries(type.struct.map((field) => [field.name, parquetValue(fields[field.name], field.type)]));
}

function hasIntegers(type: ColumnType): boolean {
  if (typeof type === "string") return type === "int";
  return "list" in type ? hasIntegers(type.list) : type.struct.some((field) => hasIntegers(field.type));
}
