import { z } from "zod";
import { firstIssue, writeExactJson, type ExactJson } from "../../corpus/index.ts";
import { PythonOnly } from "./parse-python-literal.ts";

/** A test of a corpus. Values are kept as JSON texts, since they may hold fractions, and integers of any length. */
export type CorpusCase =
  | { readonly kind: "stdin_stdout"; readonly input: string; readonly output: string }
  | { readonly kind: "function_call"; readonly name: string; readonly arguments: string; readonly result: string };

/** Text, or the lines of one: data sets write both. */
const textSchema = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join("\n"))]);
const stdinSchema = z.object({ type: z.literal("stdin_stdout"), input: textSchema, output: textSchema });
const valueSchema: z.ZodType<ExactJson> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.bigint(),
    z.boolean(),
    z.null(),
    z.array(valueSchema),
    z.record(z.string(), valueSchema),
  ]),
);
const callSchema = z.object({
  type: z.literal("function_call"),
  fn_name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "a Python name"),
  input: z.array(valueSchema),
  output: valueSchema,
});
const caseSchema = z.discriminatedUnion("type", [stdinSchema, callSchema]);

/** What JSON has no counterpart of: nothing can be compared with it. */
function pythonOnlyIn(value: unknown): PythonOnly | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof PythonOnly) return value;
  for (const part of Object.values(value)) {
    const found = pythonOnlyIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A test case as data sets write it, or why it is of no use. */
export function readCase(given: unknown): { readonly usable: CorpusCase } | { readonly why: string } {
  const foreign = pythonOnlyIn(given);
  if (foreign !== undefined) return { why: `${foreign.what}, which is no JSON` };
  const read = caseSchema.safeParse(given);
  if (!read.success) return { why: firstIssue(read.error) };
  const { data } = read;
  if (data.type === "stdin_stdout") {
    if (!data.input.isWellFormed()) return { why: "input: a lone surrogate" };
    return { usable: { kind: "stdin_stdout", input: data.input, output: data.output } };
  }
  return {
    usable: {
      kind: "function_call",
      name: data.fn_name,
      arguments: writeExactJson(data.input),
      result: writeExactJson(data.output),
    },
  };
}
