import type { Analysis } from "./analysis.ts";
import { cut, requirePlain, seek } from "./text-rules.ts";
import { FROZEN, join, MESSAGE, MESSAGES, PLAIN, type Kind } from "./kind.ts";
import type { Expression } from "./syntax.ts";
import { TemplateDefect } from "./template-defect.ts";

type Filter = Extract<Expression, { kind: "filter" }>;

/** Filters that leave a text as it is, or write it down otherwise. */
const COPYING = new Set(["trim", "string", "safe", "tojson", "indent", "escape", "e"]);
const CUTTING = new Set(["upper", "lower", "title", "capitalize", "replace"]);

/** A filter's result. */
export function filterKind(
  filter: Filter,
  input: Kind,
  context: { readonly of: (expression: Expression) => Kind; readonly analysis: Analysis },
): Kind {
  const { name, line, given } = filter;
  const arguments_ = [...given.positional, ...given.named.map(([, value]) => value)];
  const kinds = arguments_.map(context.of);
  if (name === "default" || name === "d") return kinds.reduce(join, input);
  for (const [index, kind] of kinds.entries()) {
    requirePlain(kind, arguments_[index]?.line ?? line, `an argument of the filter ${name}`);
  }
  switch (input.of) {
    case "plain":
      return PLAIN;
    case "messages":
      return messagesKind(filter);
    case "message":
      if (COPYING.has(name)) return FROZEN;
      break;
    case "pieces":
      if (name === "first" || name === "last") return { of: "question", steps: input.steps, part: "no" };
      if (name === "length") return { of: "length" };
      break;
    case "question":
      if (COPYING.has(name)) return input;
      if (name === "length" || name === "count") return { of: "length" };
      if (name === "first" || name === "last") return { ...input, part: "is" };
      if (CUTTING.has(name)) {
        for (const argument of arguments_) seek(argument, line);
        return cut(input, line);
      }
      break;
    case "length":
    case "namespace":
      break;
  }
  throw new TemplateDefect(line, `the filter ${name} on a message's text`);
}

function messagesKind({ name, line, given }: Filter): Kind {
  const literals = [...given.positional, ...given.named.map(([, value]) => value)].map((argument) =>
    argument.kind === "literal" ? argument.value : undefined,
  );
  switch (name) {
    case "length":
    case "count":
      return PLAIN;
    case "first":
    case "last":
      return MESSAGE;
    case "list":
    case "reverse":
      return MESSAGES;
    case "selectattr":
    case "rejectattr":
    case "map":
      // By an attribute that is not the text; `map` with a filter's name would hand the text out.
      if (literals.length === 0 || literals.includes(undefined)) break;
      if (literals.some((literal) => String(literal).includes("content"))) break;
      if (name !== "map") return MESSAGES;
      if (given.positional.length === 0 && given.named.every(([key]) => key === "attribute")) return PLAIN;
      break;
    case "tojson":
    case "string":
      return FROZEN;
    default:
      break;
  }
  throw new TemplateDefect(line, `the filter ${name} on messages`);
}
