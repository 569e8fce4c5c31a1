import type { Expression, Source } from "./expression.ts";

/** How tightly Python binds; an operand that binds less tightly than its place demands goes into parentheses. */
const BINDING = {
  choice: 1,
  both: 2,
  comparison: 3,
  "^": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "//": 6,
  "%": 6,
  sign: 7,
  atom: 8,
};

/** An expression in Python 3, with no more parentheses than it needs. */
export function printExpression(expression: Expression): string {
  return at(0, expression);
}

function at(demanded: number, expression: Expression): string {
  const { text, binding } = spell(expression);
  return binding < demanded ? `(${text})` : text;
}

const atom = (text: string) => ({ text, binding: BINDING.atom });

function spell(node: Expression): { text: string; binding: number } {
  switch (node.is) {
    case "number":
      return node.value < 0 ? { text: String(node.value), binding: BINDING.sign } : atom(String(node.value));
    case "text":
      return atom(`"${node.value}"`);
    case "number-variable":
    case "text-variable":
    case "list-variable":
      return atom(node.name);
    case "arithmetic": {
      const binding = BINDING[node.operator];
      return { text: `${at(binding, node.left)} ${node.operator} ${at(binding + 1, node.right)}`, binding };
    }
    case "joined":
    case "list-joined":
      return { text: `${at(BINDING["+"], node.left)} + ${at(BINDING["+"] + 1, node.right)}`, binding: BINDING["+"] };
    case "negated":
      return { text: `-${at(BINDING.sign, node.of)}`, binding: BINDING.sign };
    case "comparison":
    case "text-comparison": {
      const tighter = BINDING.comparison + 1;
      const text = `${at(tighter, node.left)} ${node.operator} ${at(tighter, node.right)}`;
      return { text, binding: BINDING.comparison };
    }
    case "both":
      return { text: `${at(BINDING.both, node.left)} and ${at(BINDING.both, node.right)}`, binding: BINDING.both };
    case "has-items":
      return spell(node.of);
    case "text-choice": {
      const tighter = BINDING.choice + 1;
      const text = `${at(tighter, node.then)} if ${at(tighter, node.when)} else ${at(BINDING.choice, node.otherwise)}`;
      return { text, binding: BINDING.choice };
    }
    case "absolute":
      return atom(`abs(${at(0, node.of)})`);
    case "larger":
      return atom(`max(${at(0, node.left)}, ${at(0, node.right)})`);
    case "largest":
      return atom(`max(${at(0, node.of)})`);
    case "sum":
      return atom(`sum(${at(0, node.of)})`);
    case "list-length":
    case "text-length":
      return atom(`len(${at(0, node.of)})`);
    case "code":
      return atom(`ord(${at(0, node.of)})`);
    case "letter":
      return atom(`chr(${at(0, node.code)})`);
    case "parsed":
      return atom(`int(${at(0, node.of)})`);
    case "decimal":
      return atom(`str(${at(0, node.of)})`);
    case "item":
    case "character":
      return atom(`${at(BINDING.atom, node.of)}[${at(0, node.at)}]`);
    case "position":
      return atom(`${at(BINDING.atom, node.of)}.index(${at(0, node.value)})`);
    case "text-slice":
    case "list-slice": {
      const [from, to] = [node.from, node.to].map((bound) => (bound === null ? "" : at(0, bound)));
      return atom(`${at(BINDING.atom, node.of)}[${from}:${to}]`);
    }
    case "reversed":
      return atom(`${at(BINDING.atom, node.of)}[::-1]`);
    case "count":
      return atom(`${node.table}.get(${at(0, node.key)}, 0)`);
    case "call":
      return atom(`${node.helper}(${list(node.with)})`);
    case "list":
      return atom(`[${list(node.items)}]`);
    case "counted":
      return atom(`range(${at(0, node.below)})`);
    case "list-comprehension":
      return atom(`[${at(0, node.each)} ${printSource(node.source)}]`);
    case "text-comprehension":
      return atom(`"".join(${at(0, node.each)} ${printSource(node.source)})`);
    case "sorted": {
      const key = node.keys.length === 1 ? list(node.keys) : `(${list(node.keys)})`;
      return atom(`sorted(${at(0, node.of)}, key=lambda ${node.item}: ${key})`);
    }
  }
}

function list(items: readonly Expression[]): string {
  return items.map((item) => at(0, item)).join(", ");
}

/** The head of a loop without its colon: `for x in xs`. */
export function printSource(source: Source): string {
  switch (source.is) {
    case "items":
    case "characters":
      return `for ${source.item} in ${at(BINDING.choice + 1, source.of)}`;
    case "numbered-items":
    case "numbered-characters":
      return `for ${source.index}, ${source.item} in enumerate(${at(0, source.of)})`;
    case "range": {
      const [from, below, step] = [source.from, source.below, source.step].map((bound) => at(0, bound));
      const bounds = step !== "1" ? [from, below, step] : from !== "0" ? [from, below] : [below];
      return `for ${source.index} in range(${bounds.join(", ")})`;
    }
    case "sorted-keys":
      return `for ${source.item} in sorted(${source.table})`;
  }
}
