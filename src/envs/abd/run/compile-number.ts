import type { NumberExpression } from "../tree/expression.ts";
import { exact } from "./arithmetic.ts";
import type { HelperCode, NumberCode, Scope } from "./code.ts";
import { compileArithmetic } from "./compile-arithmetic.ts";
import { ProgramFault, step } from "./state.ts";

export function compileNumber(node: NumberExpression, scope: Scope): NumberCode {
  switch (node.is) {
    case "number": {
      const { value } = node;
      return () => value;
    }
    case "number-variable": {
      const place = scope.names.place("number", node.name);
      return (state) => state.numbers[place] as number;
    }
    case "arithmetic":
      return compileArithmetic(node.operator, scope.number(node.left), node.right, scope.number(node.right));
    case "negated": {
      const of = scope.number(node.of);
      return (state) => 0 - of(state);
    }
    case "absolute": {
      const of = scope.number(node.of);
      return (state) => Math.abs(of(state));
    }
    case "larger": {
      const left = scope.number(node.left);
      const right = scope.number(node.right);
      return (state) => Math.max(left(state), right(state));
    }
    case "list-length": {
      const of = scope.list(node.of);
      return (state) => of(state).length;
    }
    case "text-length": {
      const of = scope.text(node.of);
      return (state) => of(state).length;
    }
    case "sum": {
      const of = scope.list(node.of);
      return (state) => {
        let sum = 0;
        for (const value of of(state)) sum = exact(sum + value);
        return sum;
      };
    }
    case "largest": {
      const of = scope.list(node.of);
      return (state) => largest(of(state));
    }
    case "item": {
      const of = scope.list(node.of);
      const at = scope.number(node.at);
      return (state) => itemAt(of(state), at(state));
    }
    case "position": {
      const of = scope.list(node.of);
      const value = scope.number(node.value);
      return (state) => {
        const found = of(state).indexOf(value(state));
        if (found === -1) throw new ProgramFault("no_such_item");
        return found;
      };
    }
    case "code": {
      const of = scope.text(node.of);
      return (state) => of(state).charCodeAt(0);
    }
    case "parsed": {
      const of = scope.text(node.of);
      return (state) => parseDigits(of(state));
    }
    case "count": {
      const place = scope.names.place("table", node.table);
      const key = scope.text(node.key);
      return (state) => state.tables[place]?.get(key(state)) ?? 0;
    }
    case "call":
      return compileCall(
        scope.helpers.get(node.helper),
        node.with.map((operand) => scope.number(operand)),
      );
  }
}

function compileCall(helper: HelperCode | undefined, operands: readonly NumberCode[]): NumberCode {
  if (helper === undefined) throw new TypeError("A program calls a helper that it does not have.");
  const { parameters, body, result } = helper;
  const [only] = operands;
  const [parameter] = parameters;
  if (operands.length === 1 && only !== undefined && parameter !== undefined) {
    return (state) => {
      step(state);
      state.numbers[parameter] = only(state);
      body(state);
      return result(state);
    };
  }
  return (state) => {
    step(state);
    // All operands before any parameter: an operand may call the same helper.
    const values = operands.map((operand) => operand(state));
    for (let at = 0; at < values.length; at += 1) state.numbers[parameters[at] as number] = values[at] as number;
    body(state);
    return result(state);
  };
}

export function itemAt(list: readonly number[], at: number): number {
  const value = list[at < 0 ? at + list.length : at];
  if (value === undefined) throw new ProgramFault("no_such_item");
  return value;
}

function largest(list: readonly number[]): number {
  if (list.length === 0) throw new ProgramFault("empty_list");
  return list.reduce((most, value) => (value > most ? value : most));
}

function parseDigits(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new ProgramFault("not_a_number");
  return Number(text);
}
