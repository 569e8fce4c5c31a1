/** What TeX sets as text or puts a box around, with one layer of braces within at most, such as those of `x_{1}`. */
const SET =
  /\\(?:boxed|fbox|text|texttt|textbf|textit|textrm|mathrm|mathbf|mathit|mathtt|mathsf|operatorname)\{((?:[^{}]|\{[^{}]*\})*)\}(?![a-z0-9])/gi;
/** Boxes around text in bold, and the like. */
const MOST_LAYERS = 3;
const SIGNS: readonly (readonly [command: RegExp, character: string])[] = [
  [/\\(?:[,;:! ]|quad\b|qquad\b)/g, " "],
  [/\\(?:neg|lnot)(?![a-z])/gi, "¬"],
  [/\\(?:wedge|land)(?![a-z])/gi, "∧"],
  [/\\(?:to|rightarrow|longrightarrow|mapsto)(?![a-z])/gi, "→"],
  [/\\(?:Rightarrow|implies|Longrightarrow)(?![a-z])/g, "⇒"],
  [/\\([_{}&#])/g, "$1"],
];

/** Text with TeX's commands for text, boxes, blanks and signs as what they show; a text without a backslash as it is. */
export function plainTex(text: string): string {
  let plain = text;
  for (let layer = 0; layer < MOST_LAYERS && plain.includes("\\"); layer += 1) plain = plain.replace(SET, " $1");
  if (plain.includes("\\")) for (const [command, character] of SIGNS) plain = plain.replace(command, character);
  return plain;
}
