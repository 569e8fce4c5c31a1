import type { TextExpression } from "../tree/expression.ts";
import type { Scope, TextCode } from "./code.ts";
import { ProgramFault } from "./state.ts";

export function compileText(node: TextExpression, scope: Scope): TextCode {
  switch (node.is) {
    case "text": {
      const { value } = node;
      return () => value;
    }
    case "text-variable": {
      const place = scope.names.place("text", node.name);
      return (state) => state.texts[place] as string;
    }
    case "letter": {
      const code = scope.number(node.code);
      return (state) => String.fromCharCode(code(state));
    }
    case "decimal": {
      const of = scope.number(node.of);
      return (state) => String(of(state));
    }
    case "character": {
      const of = scope.text(node.of);
      const at = scope.number(node.at);
      return (state) => characterAt(of(state), at(state));
    }
    case "text-slice": {
      const of = scope.text(node.of);
      const from = scope.bound(node.from);
      const to = scope.bound(node.to);
      return (state) => of(state).slice(from(state), to(state));
    }
    case "reversed": {
      const of = scope.text(node.of);
      return (state) => of(state).split("").reverse().join("");
    }
    case "joined": {
      const left = scope.text(node.left);
      const right = scope.text(node.right);
      return (state) => left(state) + right(state);
    }
    case "text-choice": {
      const when = scope.truth(node.when);
      const then = scope.text(node.then);
      const otherwise = scope.text(node.otherwise);
      return (state) => (when(state) ? then(state) : otherwise(state));
    }
    case "text-comprehension": {
      const loop = scope.loop(node.source);
      const each = scope.text(node.each);
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
