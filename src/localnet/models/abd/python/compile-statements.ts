import { bindAll, compileExpression, spend } from "./compile-expression.ts";
import { applyBinary } from "./operators.ts";
import { type Code, type Machine, Scope } from "./scope.ts";
import { setItem } from "./subscripts.ts";
import type { Expression, Statement } from "./syntax.ts";
import { Unreadable } from "./tokens.ts";
import { Halt, isTrue, itemsOf, type Value } from "./value.ts";

/** How a statement ended: normally, or on its way out of a loop or a function. */
type Ending = "next" | "break" | "continue" | { readonly result: Value };
type Action = (machine: Machine) => Ending;
type Setter = (machine: Machine, value: Value) => void;

export function compileStatements(statements: readonly Statement[], scope: Scope): Action {
  const actions = statements.map((statement) => compileStatement(statement, scope));
  return (machine) => {
    for (const action of actions) {
      spend(machine);
      const ending = action(machine);
      if (ending !== "next") return ending;
    }
    return "next";
  };
}

function compileStatement(node: Statement, scope: Scope): Action {
  switch (node.kind) {
    case "assign":
      return compileAssignment(node.targets, node.value, scope);
    case "change": {
      const read = compileExpression(node.target, scope);
      const value = compileExpression(node.value, scope);
      const set = compileTarget(node.target, scope);
      return (machine) => {
        set(machine, applyBinary(node.operator, read(machine), value(machine)));
        return "next";
      };
    }
    case "expression": {
      const value = compileExpression(node.value, scope);
      return (machine) => {
        value(machine);
        return "next";
      };
    }
    case "assert": {
      const value = compileExpression(node.value, scope);
      return (machine) => {
        if (!isTrue(value(machine))) throw new Halt("assertion");
        return "next";
      };
    }
    case "return": {
      const value = compileExpression(node.value, scope);
      return (machine) => ({ result: value(machine) });
    }
    case "break":
    case "continue": {
      const { kind } = node;
      return () => kind;
    }
    case "pass":
      return () => "next";
    case "if": {
      const when = compileExpression(node.when, scope);
      const then = compileStatements(node.then, scope);
      const otherwise = compileStatements(node.otherwise, scope);
      return (machine) => (isTrue(when(machine)) ? then(machine) : otherwise(machine));
    }
    case "while": {
      const when = compileExpression(node.when, scope);
      const body = compileStatements(node.body, scope);
      return (machine) => {
        while (isTrue(when(machine))) {
          spend(machine);
          const ending = body(machine);
          if (ending === "break") break;
          if (typeof ending === "object") return ending;
        }
        return "next";
      };
    }
    case "for":
      return compileFor(node, scope);
    case "function": {
      const inner = new Scope(scope);
      for (const parameter of node.parameters) inner.define(parameter);
      const code: { parameterCount: number; body: Code } = { parameterCount: node.parameters.length, body: () => null };
      scope.functions.set(node.name, code);
      const body = compileStatements(node.body, inner);
      code.body = (machine) => {
        const ending = body(machine);
        return typeof ending === "object" ? ending.result : null;
      };
      return () => "next";
    }
  }
}

function compileAssignment(targets: readonly Expression[], value: Expression, scope: Scope): Action {
  const code = compileExpression(value, scope);
  const setters = targets.map((target) => compileTarget(target, scope));
  const [only] = setters;
  return (machine) => {
    const made = code(machine);
    if (only !== undefined && setters.length === 1) only(machine, made);
    else {
      const items = itemsOf(made);
      if (items.length !== setters.length) throw new Halt("wrong number of values");
      for (const [at, set] of setters.entries()) set(machine, items[at] as Value);
    }
    return "next";
  };
}

function compileTarget(target: Expression, scope: Scope): Setter {
  if (target.kind === "name") {
    const place = scope.define(target.name);
    return (machine, value) => {
      machine.locals[place] = value;
    };
  }
  if (target.kind !== "item") throw new Unreadable("Something is assigned to that is neither a name nor an item.");
  const of = compileExpression(target.of, scope);
  const at = compileExpression(target.at, scope);
  return (machine, value) => {
    setItem(of(machine), at(machine), value);
  };
}

function compileFor(node: Statement & { kind: "for" }, scope: Scope): Action {
  const source = compileExpression(node.source, scope);
  const places = node.targets.map((name) => scope.define(name));
  const body = compileStatements(node.body, scope);
  return (machine) => {
    for (const item of itemsOf(source(machine))) {
      spend(machine);
      bindAll(machine, places, item);
      const ending = body(machine);
      if (ending === "break") break;
      if (typeof ending === "object") return ending;
    }
    return "next";
  };
}
