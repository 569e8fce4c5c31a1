import { INPUT_NAMES, type Program, type Statement } from "../tree/program.ts";

/**
 * True when every input, every variable, every statement and every helper of a program has a way to its output, seen
 * from the tree alone: going backwards from what is printed, a statement counts when it writes something that counts,
 * and then all that it reads does.
 */
export function isLiveThroughout(program: Program): boolean {
  const live = new Set<string>();
  for (const statement of program.statements.toReversed()) {
    const names = namesIn(statement);
    const prints = statement.is === "print-list" || statement.is === "print-text";
    if (!prints && !names.writes.some((name) => live.has(name))) return false;
    // What a plain assignment writes does not matter before it.
    if ((statement.is.startsWith("set-") && statement.is !== "set-count") || statement.is === "new-table")
      names.writes.forEach((name) => live.delete(name));
    for (const name of [...names.reads, ...names.calls]) live.add(name);
  }
  const inputs = Object.values(INPUT_NAMES);
  return [...inputs, ...program.helpers.map(({ name }) => name)].every((name) => live.has(name));
}

/** True when no print gives an input back as it came. */
export function printsNoInput(program: Program): boolean {
  const inputs: readonly string[] = Object.values(INPUT_NAMES);
  return program.statements.every((statement) => {
    if (statement.is !== "print-list" && statement.is !== "print-text") return true;
    return !("name" in statement.of && inputs.includes(statement.of.name));
  });
}

interface Names {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly calls: readonly string[];
}

/** Fields that hold the name of a variable that is read, by the kind of node they stand in. */
const READ_FIELDS: Readonly<Record<string, string>> = {
  "number-variable": "name",
  "text-variable": "name",
  "list-variable": "name",
  count: "table",
  "sorted-keys": "table",
};

/** The names that a statement uses, with all that stands within it; names that only its loops bind are no variables. */
function namesIn(statement: Statement): Names {
  const reads: string[] = [];
  const writes: string[] = [];
  const calls: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      const node = value as Readonly<Record<string, unknown>>;
      const kind = String(node["is"]);
      const field = READ_FIELDS[kind];
      if (field !== undefined) reads.push(String(node[field]));
      else if (kind === "call") calls.push(String(node["helper"]));
      else writes.push(...writtenBy(node));
      Object.values(node).forEach(visit);
    }
  };
  visit(statement);
  return { reads, writes, calls };
}

function writtenBy(node: Readonly<Record<string, unknown>>): string[] {
  const { name, names, table } = node as { name?: unknown; names?: unknown; table?: unknown };
  if (typeof name === "string") return [name];
  if (typeof table === "string") return [table];
  return Array.isArray(names) ? names.map(String) : [];
}
