import type { TextExpression } from "../tree/expression.ts";
import type { Scope, TextCode } from "./code.ts";
import { compileLoop } from "./compile-loop.ts";
import { compileNumber } from "./compile-number.ts";
import { compileTruth } from "./compile-truth.ts";
import { compileBound } from "./slices.ts";
import { ProgramFault } from "./state.ts";

export function compileText(node: TextExpression, scope: Scope): TextCode {
  switch (node.is) {
    case "text": {
      const { value } = node;
      return () => value;
    }
    case "text-variable": {
      const place = scope.names.text(node.name);
      return (state) => state.texts[place] as string;
    }
    case "letter": {
      const code = compileNumber(node.code, scope);
      return (state) => String.fromCharCode(code(state));
    }
    case "decimal": {
      const of = compileNumber(node.of, scope);
      return (state) => String(of(state));
    }
    case "character": {
      const of = compileText(node.of, scope);
      const at = compileNumber(node.at, scope);
      return (state) => characterAt(of(state), at(state));
    }
    case "text-slice": {
      const of = compileText(node.of, scope);
      const from = compileBound(node.from, scope);
      const to = compileBound(node.to, scope);
      return (state) => of(state).slice(from(state), to(state));
    }
    case "reversed": {
      const of = compileText(node.of, scope);
      return (state) => of(state).split("").reverse().join("");
    }
    case "joined": {
      const left = compileText(node.left, scope);
      const right = compileText(node.right, scope);
      return (state) => left(state) + right(state);
    }
    case "text-choice": {
      const when = compileTruth(node.when, scope);
      const then = compileText(node.then, scope);
      const otherwise = compileText(node.otherwise, scope);
      return (state) => (when(state) ? then(state) : otherwise(state));
    }
    case "text-comprehension": {
      const loop = compileLoop(node.source, scope);
      const each = compileText(node.each, scope);
      return (state) => {
        let text = "";
        loop(state, (inner) => {
          text += each(inner);
        });
        return text;
      };
    }
  }
}

function characterAt(text: string, at: number): string {
  const character = text[at < 0 ? at + text.length : at];
  if (character === undefined) throw new ProgramFault("no_such_item");
  return character;
}
