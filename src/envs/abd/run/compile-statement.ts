import type { Statement } from "../tree/program.ts";
import type { Action, Scope } from "./code.ts";
import { compileArithmetic } from "./compile-arithmetic.ts";
import { ProgramFault, step } from "./state.ts";

export function compileStatements(statements: readonly Statement[], scope: Scope): Action {
  const actions = statements.map((statement) => compileStatement(statement, scope));
  return (state) => {
    for (let at = 0; at < actions.length; at += 1) {
      step(state);
      (actions[at] as Action)(state);
    }
  };
}

function compileStatement(node: Statement, scope: Scope): Action {
  const { names } = scope;
  switch (node.is) {
    case "set-number": {
      const place = names.place("number", node.name);
      const value = scope.number(node.value);
      return (state) => {
        state.numbers[place] = value(state);
      };
    }
    case "set-numbers": {
      const places = node.names.map((name) => names.place("number", name));
      const values = node.values.map((value) => scope.number(value));
      return (state) => {
        const found = values.map((value) => value(state));
        for (let at = 0; at < places.length; at += 1) state.numbers[places[at] as number] = found[at] as number;
      };
    }
    case "change-number": {
      const place = names.place("number", node.name);
      const value = compileArithmetic(
        node.operator,
        (state) => state.numbers[place] as number,
        node.value,
        scope.number(node.value),
      );
      return (state) => {
        state.numbers[place] = value(state);
      };
    }
    case "set-text": {
      const place = names.place("text", node.name);
      const value = scope.text(node.value);
      return (state) => {
        state.texts[place] = value(state);
      };
    }
    case "extend-text": {
      const place = names.place("text", node.name);
      const value = scope.text(node.value);
      return (state) => {
        state.texts[place] = (state.texts[place] as string) + value(state);
      };
    }
    case "set-list": {
      const place = names.place("list", node.name);
      const value = scope.list(node.value);
      return (state) => {
        state.lists[place] = value(state) as number[];
      };
    }
    case "append": {
      const place = names.place("list", node.name);
      const value = scope.number(node.value);
      return (state) => {
        (state.lists[place] as number[]).push(value(state));
      };
    }
    case "replace-last": {
      const place = names.place("list", node.name);
      const value = scope.number(node.value);
      return (state) => {
        const list = state.lists[place] as number[];
        if (list.length === 0) throw new ProgramFault("no_such_item");
        list[list.length - 1] = value(state);
      };
    }
    case "new-table": {
      const place = names.place("table", node.name);
      return (state) => {
        state.tables[place] = new Map();
      };
    }
    case "set-count": {
      const place = names.place("table", node.table);
      const key = scope.text(node.key);
      const value = scope.number(node.value);
      return (state) => {
        const counted = value(state);
        state.tables[place]?.set(key(state), counted);
      };
    }
    case "for": {
      const loop = scope.loop(node.source);
      const body = compileStatements(node.body, scope);
      return (state) => loop(state, body);
    }
    case "while": {
      const when = scope.truth(node.when);
      const body = compileStatements(node.body, scope);
      return (state) => {
        while (when(state)) {
          step(state);
          body(state);
        }
      };
    }
    case "if": {
      const branches = node.branches.map(({ when, then }) => ({
        when: scope.truth(when),
        then: compileStatements(then, scope),
      }));
      const otherwise = compileStatements(node.otherwise, scope);
      return (state) => {
        for (let at = 0; at < branches.length; at += 1) {
          const { when, then } = branches[at] as (typeof branches)[number];
          if (when(state)) {
            then(state);
            return;
          }
        }
        otherwise(state);
      };
    }
    case "print-list": {
      const of = scope.list(node.of);
      return (state) => {
        state.output.push(of(state).join(" "));
      };
    }
    case "print-text": {
      const of = scope.text(node.of);
      return (state) => {
        state.output.push(of(state));
      };
    }
  }
}
