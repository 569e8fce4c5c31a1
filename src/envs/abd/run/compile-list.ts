import type { ListExpression } from "../tree/expression.ts";
import type { ListCode, Scope } from "./code.ts";
import { compileLoop } from "./compile-loop.ts";
import { compileNumber } from "./compile-number.ts";
import { compileBound } from "./slices.ts";
import { sortedBy } from "./sorted-by.ts";
import { steps } from "./state.ts";

export function compileList(node: ListExpression, scope: Scope): ListCode {
  switch (node.is) {
    case "list-variable": {
      const place = scope.names.list(node.name);
      return (state) => state.lists[place] as number[];
    }
    case "list": {
      const items = node.items.map((item) => compileNumber(item, scope));
      return (state) => items.map((item) => item(state));
    }
    case "counted": {
      const below = compileNumber(node.below, scope);
      return (state) => {
        const count = Math.max(0, below(state));
        steps(state, count);
        return Array.from({ length: count }, (_, index) => index);
      };
    }
    case "list-joined": {
      const left = compileList(node.left, scope);
      const right = compileList(node.right, scope);
      return (state) => [...left(state), ...right(state)];
    }
    case "list-slice": {
      const of = compileList(node.of, scope);
      const from = compileBound(node.from, scope);
      const to = compileBound(node.to, scope);
      return (state) => of(state).slice(from(state), to(state));
    }
    case "list-comprehension": {
      const loop = compileLoop(node.source, scope);
      const each = compileNumber(node.each, scope);
      return (state) => {
        const list: number[] = [];
        loop(state, (inner) => {
          list.push(each(inner));
        });
        return list;
      };
    }
    case "sorted": {
      const of = compileList(node.of, scope);
      const place = scope.names.number(node.item);
      const keys = node.keys.map((key) => compileNumber(key, scope));
      return (state) => sortedBy(state, of(state), place, keys);
    }
  }
}
