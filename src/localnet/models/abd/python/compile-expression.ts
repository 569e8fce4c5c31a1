import { BUILTINS, sortedBy } from "./builtins.ts";
import { callMethod } from "./methods.ts";
import { applyBinary, applyComparison } from "./operators.ts";
import type { Machine, Code, Scope } from "./scope.ts";
import { itemOf, sliceOf } from "./subscripts.ts";
import type { Clause, Expression, Operand } from "./syntax.ts";
import { Unreadable } from "./tokens.ts";
import { bounded, Halt, isTrue, itemsOf, type Value, written } from "./value.ts";

/** Makes a closure of an expression, many times faster than walking the tree at each run. @throws Unreadable */
export function compileExpression(node: Expression, scope: Scope): Code {
  const compile = (inner: Expression) => compileExpression(inner, scope);
  switch (node.kind) {
    case "constant": {
      const { value } = node;
      return () => value;
    }
    case "name":
      return readName(node.name, scope);
    case "binary": {
      const [left, right] = [compile(node.left), compile(node.right)];
      const { operator } = node;
      return (machine) => applyBinary(operator, left(machine), right(machine));
    }
    case "negative": {
      const of = compile(node.of);
      return (machine) => applyBinary("-", 0, of(machine));
    }
    case "not": {
      const of = compile(node.of);
      return (machine) => !isTrue(of(machine));
    }
    case "logic": {
      const [left, right] = [compile(node.left), compile(node.right)];
      const goesOn = node.operator === "and";
      return (machine) => {
        const value = left(machine);
        return isTrue(value) === goesOn ? right(machine) : value;
      };
    }
    case "comparison": {
      const first = compile(node.first);
      const rest = node.rest.map(({ operator, right }) => ({ operator, right: compile(right) }));
      return (machine) => {
        let left = first(machine);
        for (const { operator, right } of rest) {
          const value = right(machine);
          if (!applyComparison(operator, left, value)) return false;
          left = value;
        }
        return true;
      };
    }
    case "choice": {
      const [when, then, otherwise] = [compile(node.when), compile(node.then), compile(node.otherwise)];
      return (machine) => (isTrue(when(machine)) ? then(machine) : otherwise(machine));
    }
    case "item": {
      const [of, at] = [compile(node.of), compile(node.at)];
      return (machine) => itemOf(of(machine), at(machine));
    }
    case "slice": {
      const of = compile(node.of);
      const [from, to, step] = [node.from, node.to, node.step].map((bound) =>
        bound === null ? () => null : compile(bound),
      ) as [Code, Code, Code];
      return (machine) => sliceOf(of(machine), from(machine), to(machine), step(machine));
    }
    case "list": {
      const items = node.items.map(compile);
      return (machine) => items.map((item) => item(machine));
    }
    case "empty-table":
      return () => new Map<Value, Value>();
    case "comprehension":
      return compileComprehension(node.each, node.clauses, scope);
    case "method": {
      const [of, operands, { name }] = [compile(node.of), compileOperands(node.operands, scope), node];
      return (machine) => callMethod(of(machine), name, operands(machine));
    }
    case "call":
      return compileCall(node, scope);
    case "lambda":
      throw new Unreadable("A function without a name stands where none is understood.");
  }
}

function readName(name: string, scope: Scope): Code {
  const found = scope.find(name);
  if (found === null) throw new Unreadable(`Nothing is called ${name}.`);
  const { place, isGlobal } = found;
  return (machine) => {
    const value = (isGlobal ? machine.globals : machine.locals)[place];
    if (value === undefined) throw new Halt(`${name} has no value yet`);
    return value;
  };
}

function compileOperands(operands: readonly Operand[], scope: Scope): (machine: Machine) => Value[] {
  const codes = operands.map(({ value, spread }) => ({ code: compileExpression(value, scope), spread }));
  if (codes.every(({ spread }) => !spread)) return (machine) => codes.map(({ code }) => code(machine));
  return (machine) => codes.flatMap(({ code, spread }) => (spread ? itemsOf(code(machine)) : [code(machine)]));
}

function compileCall(node: Expression & { kind: "call" }, scope: Scope): Code {
  const { name, key } = node;
  const operands = compileOperands(node.operands, scope);
  const own = scope.functions.get(name);
  if (own !== undefined) {
    return (machine) => {
      const caller = machine.locals;
      machine.locals = operands(machine);
      if (machine.locals.length !== own.parameterCount) throw new Halt(`${name} takes ${own.parameterCount} values`);
      const result = own.body(machine);
      machine.locals = caller;
      return result;
    };
  }
  if (name === "sorted") return compileSorted(operands, key, scope);
  if (key !== null) throw new Unreadable(`${name} takes no key here.`);
  if (name === "input") return readLine;
  if (name === "print") {
    return (machine) => {
      const line = operands(machine).map(written).join(" ");
      machine.stepsLeft -= line.length;
      machine.output.push(bounded(line));
      return null;
    };
  }
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (builtin === undefined) throw new Unreadable(`No function is called ${name}.`);
  return (machine) => builtin(operands(machine));
}

function readLine(machine: Machine): string {
  const line = machine.input[machine.read];
  if (line === undefined) throw new Halt("no more input");
  machine.read += 1;
  return line;
}

function compileSorted(operands: (machine: Machine) => Value[], key: Expression | null, scope: Scope): Code {
  if (key === null) return (machine) => sortedBy(itemsOf(operands(machine)[0]), (value) => value);
  if (key.kind !== "lambda") throw new Unreadable("Something is sorted by what is no lambda.");
  return scope.binding(key.parameters, ([place]) => {
    const rank = compileExpression(key.body, scope);
    return (machine) =>
      sortedBy(itemsOf(operands(machine)[0]), (value) => {
        machine.locals[place as number] = value;
        return rank(machine);
      });
  });
}

function compileComprehension(each: Expression, clauses: readonly Clause[], scope: Scope): Code {
  const [clause, ...inner] = clauses;
  if (clause === undefined) return compileExpression(each, scope);
  const source = compileExpression(clause.source, scope);
  return scope.binding(clause.targets, (places) => {
    const conditions = clause.conditions.map((condition) => compileExpression(condition, scope));
    const body = compileComprehension(each, inner, scope);
    return (machine) => {
      const made: Value[] = [];
      for (const item of itemsOf(source(machine))) {
        spend(machine);
        bindAll(machine, places, item);
        if (!conditions.every((condition) => isTrue(condition(machine)))) continue;
        const value = body(machine);
        if (inner.length === 0) made.push(value);
        else made.push(...itemsOf(value));
      }
      return made;
    };
  });
}

/** One step less. @throws Halt when none is left. */
export function spend(machine: Machine): void {
  machine.stepsLeft -= 1;
  if (machine.stepsLeft < 0) throw new Halt("too many steps");
}

/** Gives a value to one name, or its items to several. */
export function bindAll(machine: Machine, places: readonly number[], value: Value): void {
  if (places.length === 1) {
    machine.locals[places[0] as number] = value;
    return;
  }
  const items = itemsOf(value);
  if (items.length !== places.length) throw new Halt("wrong number of values");
  for (const [at, place] of places.entries()) machine.locals[place] = items[at] as Value;
}
