/** What TeX sets as text or puts a box around, with one layer of braces within at most, such as those of `x_{1}`. */
const SET =
  /\\(?:boxed|fbox|text|texttt|textbf|textit|textrm|mathrm|mathbf|mathit|mathtt|mathsf|operatorname)\{((?:[^{}]|\{[^{}]*\})*)\}(?![a-z0-9])/gi;
/** Boxes around text in bold, and the like. */
const MOST_LAYERS = 3;
const SIGNS: readonly (readonly [command: RegExp, character: string])[] = [
  // The end of a line, and brackets of mathematics around a part of one; behind a letter brackets are those of Markdown.
  [/\\\\(?![a-z])(?:\[[\d.]{1,6}(?:pt|em|ex|mm)\])?/gi, "\n"],
  [/(?<=[a-z])\\\(([^()\\\n]{0,200})\\\)/gi, "($1)"],
  [/\\[()]/g, " "],
  [/\\top(?![a-z])/gi, "⊤"],
  [/\\bot(?![a-z])/gi, "⊥"],
  // Rows that are set below one another.
  [/\\(?:begin|end)\{[a-z]{1,16}\*?\}/gi, " "],
  [/(?<!\\)&(?=[ \t]?(?:=|:))/g, ""],
  [/\\(?:[,;:! ]|quad\b|qquad\b)/g, " "],
  [/\\(?:neg|lnot)(?![a-z])/gi, "¬"],
  [/\\(?:wedge|land)(?![a-z])/gi, "∧"],
  [/\\(?:to|rightarrow|longrightarrow|mapsto)(?![a-z])/gi, "→"],
  [/\\(?:Rightarrow|implies|Longrightarrow)(?![a-z])/g, "⇒"],
  [/\\([_{}&#$])/g, "$1"],
];

/** Text with TeX's commands for text, boxes, blanks, ends of lines and signs as what they show; a text without a backslash as it is, but for `{,}`. */
export function plainTex(text: string): string {
  let plain = text;
  if (plain.includes("{,}")) plain = plain.replaceAll("{,}", ",");
  for (let layer = 0; layer < MOST_LAYERS && plain.includes("\\"); layer += 1) plain = plain.replace(SET, " $1");
  if (plain.includes("\\")) for (const [command, character] of SIGNS) plain = plain.replace(command, character);
  return plain;
}
