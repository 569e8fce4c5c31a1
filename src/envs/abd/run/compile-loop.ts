import type { Source } from "../tree/expression.ts";
import type { Loop, Scope } from "./code.ts";
import { ProgramFault, step } from "./state.ts";

export function compileLoop(source: Source, scope: Scope): Loop {
  switch (source.is) {
    case "items":
    case "numbered-items": {
      const of = scope.list(source.of);
      const item = scope.names.place("number", source.item);
      const index = source.is === "items" ? null : scope.names.place("number", source.index);
      return (state, act) => {
        const list = of(state);
        for (let at = 0; at < list.length; at += 1) {
          step(state);
          if (index !== null) state.numbers[index] = at;
          state.numbers[item] = list[at] as number;
          act(state);
        }
      };
    }
    case "characters":
    case "numbered-characters": {
      const of = scope.text(source.of);
      const item = scope.names.place("text", source.item);
      const index = source.is === "characters" ? null : scope.names.place("number", source.index);
      return (state, act) => {
        const text = of(state);
        for (let at = 0; at < text.length; at += 1) {
          step(state);
          if (index !== null) state.numbers[index] = at;
          state.texts[item] = text[at] as string;
          act(state);
        }
      };
    }
    case "range": {
      const from = scope.number(source.from);
      const below = scope.number(source.below);
      const by = scope.number(source.step);
      const index = scope.names.place("number", source.index);
      return (state, act) => {
        const start = from(state);
        const end = below(state);
        const stride = by(state);
        if (stride === 0) throw new ProgramFault("division_by_zero");
        for (let at = start; stride > 0 ? at < end : at > end; at += stride) {
          step(state);
          state.numbers[index] = at;
          act(state);
        }
      };
    }
    case "sorted-keys": {
      const table = scope.names.place("table", source.table);
      const item = scope.names.place("text", source.item);
      return (state, act) => {
        for (const key of [...(state.tables[table]?.keys() ?? [])].sort()) {
          step(state);
          state.texts[item] = key;
          act(state);
        }
      };
    }
  }
}
