/** A programming task as a reader takes it apart. */
export interface ReadTask {
  /** True if a function is asked for and not a program. */
  readonly asFunction: boolean;
  readonly reading: string;
  readonly rules: readonly string[];
  readonly steps: readonly string[];
  readonly printing: string;
  readonly exampleOutput: string;
}

const START = "\nTask:\n";

/** The task of a question, `null` if it asks for something else. */
export function readTask(question: string): ReadTask | null {
  const start = question.indexOf(START);
  const end = question.indexOf("\n\n", start + START.length);
  if (!question.startsWith("Write a Python 3 ") || start === -1 || end === -1) return null;
  const lines = question.slice(start + START.length, end).split("\n");
  const rules = lines.filter((line) => line.startsWith("- ")).map((line) => line.slice(2));
  const steps = lines.filter((line) => /^[0-9]+\. /.test(line)).map((line) => line.slice(line.indexOf(". ") + 2));
  const example = question.split("Example output:\n```text\n")[1]?.split("\n```")[0];
  return {
    asFunction: question.startsWith("Write a Python 3 function"),
    reading: lines[0] ?? "",
    rules,
    steps,
    printing: lines.at(-1) ?? "",
    exampleOutput: example ?? "",
  };
}
