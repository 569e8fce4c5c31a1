import type { ListExpression } from "../tree/expression.ts";
import type { ListCode, Scope } from "./code.ts";
import { sortedBy } from "./sorted-by.ts";
import { steps } from "./state.ts";

export function compileList(node: ListExpression, scope: Scope): ListCode {
  switch (node.is) {
    case "list-variable": {
      const place = scope.names.place("list", node.name);
      return (state) => state.lists[place] as number[];
    }
    case "list": {
      const items = node.items.map((item) => scope.number(item));
      return (state) => items.map((item) => item(state));
    }
    case "counted": {
      const below = scope.number(node.below);
      return (state) => {
        const count = Math.max(0, below(state));
        steps(state, count);
        return Array.from({ length: count }, (_, index) => index);
      };
    }
    case "list-joined": {
      const left = scope.list(node.left);
      const right = scope.list(node.right);
      return (state) => [...left(state), ...right(state)];
    }
    case "list-slice": {
      const of = scope.list(node.of);
      const from = scope.bound(node.from);
      const to = scope.bound(node.to);
      return (state) => of(state).slice(from(state), to(state));
    }
    case "list-comprehension": {
      const loop = scope.loop(node.source);
      const each = scope.number(node.each);
      return (state) => {
        const list: number[] = [];
        loop(state, (inner) => {
          list.push(each(inner));
        });
        return list;
      };
    }
    case "sorted": {
      const of = scope.list(node.of);
      const place = scope.names.place("number", node.item);
      const keys = node.keys.map((key) => scope.number(key));
      return (state) => sortedBy(state, of(state), place, keys);
    }
  }
}
