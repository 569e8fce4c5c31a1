import { formatOf, frontOf, stepOf, type Spec } from "./spec.ts";

/** How a program is called: through its standard streams, or as a function `solve(text)`. */
export type Style = "stdin_stdout" | "function_call";

/** A right program: emitter B of the operation table. */
export function writePython(spec: Spec, style: Style): string {
  const body = [
    'lines = text.split("\\n")',
    ...frontOf(spec).python(spec.front.values, spec.rules),
    ...spec.steps.flatMap((phrase) => stepOf(phrase).python(phrase.values)),
    ...formatOf(spec).python(spec.format.values),
    "return out",
  ];
  const program = ["def solve(text):", ...body.map((line) => `    ${line}`)];
  if (style === "stdin_stdout") program.push("", "import sys", "print(solve(sys.stdin.read()))");
  return `${program.join("\n")}\n`;
}
