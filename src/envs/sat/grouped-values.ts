const VARIABLE = "[xv]_?\\d{1,6}";
/** `x1 = x3 = true`. */
const CHAIN = new RegExp(
  `(?<![\\w¬~!+-]|=\\s{0,8})(${VARIABLE}(?:\\s{0,8}==?\\s{0,8}${VARIABLE}){1,200})\\s{0,8}==?\\s{0,8}(true|false|t|f|1|0)(?!\\w)`,
  "gi",
);
const BEHIND_VALUE = /(?<=\b(?:true|false)\b)/i;
/** `x1, x3 and x4 are true`. */
const GROUP = new RegExp(
  `^[\\s,;.]{0,16}(?:and\\s{1,8})?(${VARIABLE}(?:(?:\\s{0,8},\\s{0,8}(?:and\\s{1,8})?|\\s{1,8}(?:and|&)\\s{1,8})${VARIABLE})*)` +
    `\\s{1,8}(?:(?:are|is|both|all|each|set to|equal)\\s{1,8}){1,3}(true|false)$`,
  "i",
);
const LABEL = /\b(?:set to )?(true|false)(?: (?:variables?|vars?))?[ \t]{0,8}[:=]/gi;
const NAME = /^[xv]?_?\d{1,6}$/i;
const MARKS = /["'[\]{}()]/g;

/**
 * Variables that share a value as pairs: `x1 = x3 = true`, `x1 and x3 are true`, or a list for each value (`True: x1, x3` and
 * `False: x2`). Other texts as they are: `x1, x3 = true` may say of x1 that it is true or nothing but its name.
 */
export function groupedValues(text: string): string {
  const chained = text.replace(CHAIN, (_, names: string, value: string) => pairsOf(names, value).join(", "));
  return byValue(chained) ?? saidOfSeveral(chained) ?? chained;
}

function pairsOf(names: string, value: string): string[] {
  return Array.from(names.matchAll(/[xv]?_?\d{1,6}/gi), ([name]) => `${name}=${value}`);
}

function saidOfSeveral(text: string): string | null {
  if (!/\bare\b|\b(?:both|all|each)\b/i.test(text)) return null;
  const pairs: string[] = [];
  for (const part of text.split(BEHIND_VALUE)) {
    if (/^[\s.;,]*$/.test(part)) continue;
    const [, names, value] = GROUP.exec(part) ?? [];
    if (names === undefined || value === undefined) return null;
    pairs.push(...pairsOf(names, value));
  }
  return pairs.join("\n");
}

/** Two lists under their values. */
function byValue(text: string): string | null {
  if (!/^[\s{"'[(]{0,8}(?:set to )?(?:true|false)\b/i.test(text)) return null;
  const bare = text.replace(MARKS, "").trim();
  const labels = [...bare.matchAll(LABEL)];
  const [first, second] = labels;
  if (labels.length !== 2 || first === undefined || second === undefined || first.index !== 0) return null;
  if (first[1]?.toLowerCase() === second[1]?.toLowerCase()) return null;
  const pairs = labels.flatMap((label, at) => {
    const list = bare.slice(label.index + label[0].length, labels[at + 1]?.index).replace(/\.?\s*$/, "");
    const names = list.split(/[\s,;]+(?:and\s+)?/).filter((name) => name !== "" && !/^(?:none|-)$/i.test(name));
    return names.map((name) => (NAME.test(name) ? `${name}=${label[1] ?? ""}` : null));
  });
  return pairs.includes(null) ? null : pairs.join("\n");
}
