import type { Domain } from "../domain.ts";
import { printExpression, printSource } from "./print-expression.ts";
import { INPUT_NAMES, type Helper, type Program, type Statement } from "./program.ts";

const INDENT = "    ";

/** A whole program in Python 3: helpers, reading of the input, assertion of its domain, statements. Ends in a newline. */
export function printProgram(program: Program, domain: Domain): string {
  const helpers = program.helpers.flatMap((helper) => [...printHelper(helper), "", ""]);
  return `${[...helpers, ...printHead(domain), "", ...printStatements(program.statements)].join("\n")}\n`;
}

/** Reads the three lines and asserts what the domain promises. */
function printHead({ count, largest, letters, largestKey }: Domain): string[] {
  const { numbers, word, key } = INPUT_NAMES;
  return [
    `${numbers} = [int(part) for part in input().split(" ")]`,
    `${word} = input()`,
    `${key} = int(input())`,
    `assert len(${numbers}) == ${count} and min(${numbers}) >= 0 and max(${numbers}) <= ${largest}`,
    `assert len(${word}) == ${letters} and all("a" <= ch <= "z" for ch in ${word})`,
    `assert 1 <= ${key} <= ${largestKey}`,
  ];
}

function printHelper({ name, parameters, body, result }: Helper): string[] {
  const lines = [...printStatements(body), `return ${printExpression(result)}`];
  return [`def ${name}(${parameters.join(", ")}):`, ...lines.map((line) => INDENT + line)];
}

function printStatements(statements: readonly Statement[]): string[] {
  return statements.flatMap(printStatement);
}

function printStatement(statement: Statement): string[] {
  switch (statement.is) {
    case "set-number":
    case "set-text":
    case "set-list":
      return [`${statement.name} = ${printExpression(statement.value)}`];
    case "set-numbers":
      return [`${statement.names.join(", ")} = ${statement.values.map(printExpression).join(", ")}`];
    case "change-number":
      return [`${statement.name} ${statement.operator}= ${printExpression(statement.value)}`];
    case "extend-text":
      return [`${statement.name} += ${printExpression(statement.value)}`];
    case "append":
      return [`${statement.name}.append(${printExpression(statement.value)})`];
    case "replace-last":
      return [`${statement.name}[-1] = ${printExpression(statement.value)}`];
    case "new-table":
      return [`${statement.name} = {}`];
    case "set-count":
      return [`${statement.table}[${printExpression(statement.key)}] = ${printExpression(statement.value)}`];
    case "for":
      return [`${printSource(statement.source)}:`, ...printBlock(statement.body)];
    case "while":
      return [`while ${printExpression(statement.when)}:`, ...printBlock(statement.body)];
    case "if":
      return [
        ...statement.branches.flatMap(({ when, then }, index) => [
          `${index === 0 ? "if" : "elif"} ${printExpression(when)}:`,
          ...printBlock(then),
        ]),
        ...(statement.otherwise.length === 0 ? [] : ["else:", ...printBlock(statement.otherwise)]),
      ];
    case "print-list":
      return [`print(*${printExpression(statement.of)})`];
    case "print-text":
      return [`print(${printExpression(statement.of)})`];
  }
}

function printBlock(statements: readonly Statement[]): string[] {
  return printStatements(statements).map((line) => INDENT + line);
}
