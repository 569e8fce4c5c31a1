import { bareProgram } from "../extract/index.ts";

/** One statement of a program, or the head of one that has a body. */
interface Statement {
  readonly text: string;
  /** Blanks before its line. */
  readonly indent: number;
  /** True behind a semicolon, on the line of the one before. */
  readonly sameLine: boolean;
}

const DEFINITION = /^(?:async\s+def|def|class)\b/;
/** At the first column these begin a statement, whatever bracket is open: the one before is broken. */
const BEGINS = /(?:async\s+def|def|class|import|from)\b/y;
/** Heads of statements whose body, also one on their line, has the names of what is around it. */
const HEAD = /^(?:if|elif|else|while|for|async|with|try|except|finally)\b/;
/** What stands behind a name and makes another thing of it: `xs[f]`, `g(f)`. */
const BEHIND_NAME = /(?<=[\w)\]])\s*[[(][^()[\]]*[)\]]/g;

/**
 * True where a program gives a name a value on its outermost level, in any of Python's ways: `def`, `class`, `import`, an
 * assignment of any form, `for`, `with`, `except`, `case`, `global` in a function, or takes it away by `del`. Comments, texts,
 * arguments, attributes and names within functions and classes are no such values.
 */
export function bindsName(code: string, name: string): boolean {
  if (!code.includes(name)) return false;
  if (new RegExp(`\\bglobals\\(\\)\\s*\\[\\s*["']${name}["']\\s*\\]\\s*=(?!=)`).test(code)) return true;
  const word = new RegExp(`\\b${name}\\b`);
  const declared = new RegExp(`^global\\b[^\\n]*\\b${name}\\b`);
  let body: number | null = null;
  let defined = false;
  for (const { text, indent, sameLine } of statementsOf(bareProgram(code))) {
    if ((body !== null && indent > body) || (sameLine && defined)) {
      if (declared.test(text)) return true;
      continue;
    }
    defined = DEFINITION.test(text);
    body = defined ? indent : null;
    if (word.test(text) && binds(text, name)) return true;
  }
  return false;
}

/** The statements of a program, one after the other. */
function* statementsOf(bare: string): Generator<Statement> {
  const code = bare.replace(/\\\r?\n/g, " ");
  let depth = 0;
  let from = 0;
  let indent = 0;
  let sameLine = false;
  for (let at = 0; at <= code.length; at += 1) {
    const character = at === code.length ? "\n" : code.charAt(at);
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth = Math.max(0, depth - 1);
    else if (character === "\n" || (character === ";" && depth === 0)) {
      BEGINS.lastIndex = at + 1;
      if (depth > 0 && at < code.length && !(character === "\n" && BEGINS.test(code))) continue;
      depth = 0;
      const line = code.slice(from, at);
      const text = line.trim();
      if (!sameLine) indent = line.length - line.trimStart().length;
      if (text !== "" && !/^(?:>>>|\.\.\.)/.test(text)) yield { text, indent, sameLine };
      from = at + 1;
      sameLine = character === ";";
    }
  }
}

function binds(text: string, name: string): boolean {
  if (new RegExp(`^(?:(?:async\\s+)?def|class|type)\\s+${name}\\b`).test(text)) return true;
  if (DEFINITION.test(text)) return false;
  if (new RegExp(`\\b${name}\\s*:=`).test(text)) return true;
  if (/^(?:import|from)\b/.test(text)) return imports(text, name);
  if (/^(?:global|nonlocal|del)\b/.test(text)) return isTarget(text.replace(/^\w+/, ""), name);
  const [, loop] = /^(?:async\s+)?for\b(.*?)\bin\b/s.exec(text) ?? [];
  if (loop !== undefined && isTarget(loop, name)) return true;
  const isNamedAs = new RegExp(`\\bas\\s+(?:[([][^()[\\]]*?\\b)?${name}\\s*[,:)\\]]`);
  if (/^(?:(?:async\s+)?with|except|case)\b/.test(text) && isNamedAs.test(text)) return true;
  if (/^case\b/.test(text)) return new RegExp(`(?<![.\\w])${name}\\s*(?![\\w.(=])`).test(text);
  const { colon, equals } = marksOf(text);
  // The body on the line of a head is of simple statements: `else: else:` is no program, however often it goes on.
  if (HEAD.test(text)) {
    const body = text.slice(colon + 1).trim();
    return colon !== -1 && !HEAD.test(body) && binds(body, name);
  }
  let from = 0;
  for (const sign of equals) {
    const target = text.slice(from, sign);
    // What stands behind a lambda's parameter is its default.
    if (/\blambda\b/.test(target)) return false;
    if (isTarget(target.replace(/(?:[-+*/%@&|^]|\*\*|\/\/|<<|>>)$/, ""), name)) return true;
    from = sign + 1;
  }
  return false;
}

/** `import a.b as f`, `from m import g, f`. */
function imports(text: string, name: string): boolean {
  const names = text.replace(/^from\b.*?\bimport\b|^import\b/s, "").replace(/[()]/g, "");
  return names.split(",").some((part) => {
    const words = part.trim().split(/\s+/);
    return (words[1] === "as" ? words[2] : words[0]?.split(".")[0]) === name;
  });
}

/** True where the name itself is among what is assigned to: `f`, `f, h`, `(h, *f)`, `f: int`. */
function isTarget(text: string, name: string): boolean {
  const bare = text.replace(BEHIND_NAME, ".x").replace(BEHIND_NAME, ".x");
  return new RegExp(`(?:^|[\\s,([*])${name}(?=\\s*(?:$|[,)\\]:]))`).test(bare);
}

/** Where outside of brackets the first colon stands and what assigns. */
function marksOf(text: string): { readonly colon: number; readonly equals: readonly number[] } {
  const equals: number[] = [];
  let colon = -1;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth -= 1;
    else if (depth === 0 && character === ":" && colon === -1 && text.charAt(at + 1) !== "=") colon = at;
    else if (depth === 0 && character === "=") {
      if (text.charAt(at + 1) === "=") at += 1;
      else if (!"!<>:".includes(text.charAt(at - 1)) || /(?:<<|>>)$/.test(text.slice(at - 2, at))) equals.push(at);
    }
  }
  return { colon, equals };
}
