const NAME = "[a-z]{1,32}";
const NUMBER = "\\d{1,3},\\d{3}(?!\\d)|\\d{1,9}";
const JOINED = "(?:\\s{0,8},\\s{0,8}(?:and\\s{1,8})?|\\s{1,8}and\\s{1,8}|\\s{0,8}&\\s{0,8})";
const LIST = `${NAME}(?:${JOINED}${NAME}){1,16}`;
const SIGN = "(?:\\s{0,8}(?:==?|:=?|[-=]>|→|⇒|↦|←)\\s{0,8}|\\s{1,8}-\\s{1,8})";
const SAID = "(?:(?:both|all|each|three|are|is|holds?|have|has|contains?|equals?|equal to|the same)\\s{1,8})";
const OF = `(?:${SIGN}(?:(?:both|all|each)\\s{1,8})?|\\s{1,8}${SAID}{1,4})`;
/** `a, b and c: 5`, one and all of a line or of what semicolons separate. */
const SHARED = new RegExp(
  `^(?:and\\s{1,8})?[([{]?(${LIST})[)\\]}]?${OF}(${NUMBER})(?:\\s{1,8}\\(?(?:each|both|all)\\)?)?[.,]?$`,
  "i",
);
/** The same between other items: the "and" tells where the list ends. */
const AMONG = new RegExp(
  `(?<![a-z])(${NAME}(?:\\s{0,8},\\s{0,8}${NAME}){0,16}(?:\\s{0,8},)?(?:\\s{1,8}and\\s{1,8}|\\s{0,8}&\\s{0,8})${NAME})` +
    `${OF}(\\d{1,9})(?![\\w.,]*\\w)`,
  "gi",
);
/** `a = b = 5`. */
const CHAIN = new RegExp(
  `(?<![a-z]|=[ \\t]{0,8})(${NAME}(?:[ \\t]{0,8}==?[ \\t]{0,8}${NAME}){1,16})[ \\t]{0,8}==?[ \\t]{0,8}(\\d{1,9})`,
  "gi",
);
const KEY = new RegExp(`["'](${LIST})["']\\s{0,8}:\\s{0,8}["']?(${NUMBER})["']?`, "gi");
const OBJECT = new RegExp(
  `\\{\\s{0,8}["']?names["']?\\s{0,8}:\\s{0,8}\\[([a-z"',\\s]{1,1500})\\]\\s{0,8},\\s{0,8}["']?(?:value|number)["']?\\s{0,8}:\\s{0,8}["']?(\\d{1,9})["']?\\s{0,8}\\}`,
  "gi",
);
/** `"5": ["a", "b"]`. */
const BY_NUMBER = /["']?(?<![\w.])(\d{1,9})["']?\s{0,8}:\s{0,8}\[([a-z"',\s]{1,1500})\]/gi;
/** `5 = a = b`, `5 -> a, b`. */
const TURNED = new RegExp(
  `^(\\d{1,9})[ \\t]{0,8}(?:==?|->|→)[ \\t]{0,8}(${NAME}(?:(?:${JOINED}|[ \\t]{0,8}==?[ \\t]{0,8})${NAME}){0,40})\\.?$`,
  "i",
);

/** Objects of JSON in which several names have one value as pairs: `{"a, b": 5}`, `{"5": ["a", "b"]}`; other texts as they are. */
export function sharedObjects(text: string): string {
  const isList = text.startsWith("{") || text.startsWith("[");
  if (!isList) return text;
  const told = text.replace(KEY, each).replace(OBJECT, each);
  const rest = told.replace(BY_NUMBER, "");
  return /[a-z0-9]/i.test(rest)
    ? told
    : told.replace(BY_NUMBER, (_, number: string, list: string) => each(_, list, number));
}

/**
 * Several names before one value as pairs: `a, b and c: 5`, `a = b = 5`, `a and b are both 5`; other texts as they are. A list
 * without an "and" between other items stays: `c = 1, a, b = 5` may have forgotten a value.
 */
export function sharedValues(text: string): string {
  const parts = text.split(/([\n;])/);
  const items = parts.filter((_, at) => at % 2 === 0).map((part) => part.trim());
  const turned = items.filter((item) => item !== "").map((item) => TURNED.exec(item));
  if (turned.length > 0 && !turned.includes(null)) {
    return turned.map((found) => each("", found?.[2] ?? "", found?.[1] ?? "")).join("\n");
  }
  return parts
    .map((part, at) => {
      if (at % 2 === 1) return part;
      const [, names, number] = SHARED.exec(part.trim()) ?? [];
      return names === undefined ? part.replace(CHAIN, each).replace(AMONG, each) : each("", names, number ?? "");
    })
    .join("");
}

function each(_: string, names: string, number: string): string {
  const own = names.split(/[\s,&="']+(?:and(?=\s)\s+)?/i).filter((name) => name !== "");
  return own.map((name) => `${name}=${number}`).join(", ");
}
