const PART =
  /^(?:(total|sum|overall|combined)s?[ \t]{0,4}:?[ \t]{0,4})?(value|worth|cost|time|weight)?[ \t]{0,4}(?:[:=]|is)?[ \t]{0,4}\d{1,9}(?:[ \t]{0,4}(?:\/|(?:out )?of|<=?|≤)[ \t]{0,4}\d{1,9})?(?:[ \t](?:the )?(?:proven )?(?:optimal|optimum|maximum|maximal|max|best|in total))?$/;
/** Members of an object beside the list of what is chosen. */
const MEMBER =
  /(?:,\s{0,8}["'](?:(?:total|overall|combined|sum)[_ ]?)?(?:value|worth|cost|time|total|sum)s?["']\s{0,8}:\s{0,8}\d{1,9}(?=\s{0,8}[,}])|(?<=^\{\s{0,8})["'](?:(?:total|overall|combined|sum)[_ ]?)?(?:value|worth|cost|time|total|sum)s?["']\s{0,8}:\s{0,8}\d{1,9}\s{0,8},\s{0,8})/g;
const IS_BEST = /^(?:the )?(?:proven )?(?:optimal|optimum|maximum|maximal|max|best)$/;
const LIST = /^\{\s{0,8}["'][a-z_ ]{1,32}["']\s{0,8}:\s{0,8}\[[^[\]{}]*\]\s{0,8}\}$/;
const BETWEEN = /[,;|]|\band\b/;
const MARKS = /[*_()]/g;
const EDGES = /^[-+•>.]|\.$/g;
/** On the line of the names. */
const IN_BRACKETS = /[ \t]{0,8}[([]((?:total|sum|overall|combined)\b[^()[\]\n]{1,200})[)\]]\.?$/;
const BEHIND = /[ \t]{0,8}(?:[-;.,:|=#]|\/\/)[ \t]{1,8}((?:total|sum|overall|combined)\b[^\n]{1,200})$/;
const LONGEST = 256;

/** A text without lines before or behind the names that tell what all that is chosen is worth, or costs, and nothing else. */
export function withoutTotals(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  while (lines.length > 1 && areTotals(lines.at(-1) ?? "")) lines.pop();
  const first = lines.findIndex((line) => !areTotals(line));
  const names = lines.slice(Math.max(0, first));
  const last = names.pop();
  return last === undefined ? text : [...names, withoutTail(last)].join("\n");
}

/** `total value: 20, cost: 7 of 8`. */
function areTotals(line: string): boolean {
  if (line.length > LONGEST) return false;
  const parts = line.split(BETWEEN).map((part) => part.replace(MARKS, " ").trim().replace(EDGES, "").trim());
  const told = parts.filter((part) => !IS_BEST.test(part));
  return (
    told.length > 0 &&
    told.every((part) => {
      const [, total, kind] = PART.exec(part.replace(/[ \t]+/g, " ")) ?? [];
      return total !== undefined || kind !== undefined;
    })
  );
}

/** An object without what it says of all that is chosen, where it holds one list besides; other texts as they are. */
export function withoutTotalMembers(text: string): string {
  if (!text.startsWith("{") || !text.endsWith("}") || !text.includes("[") || text.includes("{", 1)) return text;
  const told = text.replace(MEMBER, "");
  return LIST.test(told) ? told : text;
}

/** Names that are added up, without what they come to. */
function withoutSum(line: string): string | null {
  const at = line.indexOf("=");
  const isSum =
    at !== -1 &&
    /^={1,2}[ \t]{0,8}\d{1,9}\.?(?:[ \t]{0,8}\((?:the )?(?:optimal|optimum|maximum|best)\))?$/.test(
      line.slice(at, at + LONGEST),
    );
  return isSum && line.lastIndexOf("+", at) !== -1 ? line.slice(0, at) : null;
}

function withoutTail(line: string): string {
  const sum = withoutSum(line.trim());
  if (sum !== null) return sum;
  // Only what is near the end is looked at.
  const at = Math.max(0, line.length - LONGEST);
  const end = line.slice(at);
  const found = IN_BRACKETS.exec(end) ?? BEHIND.exec(end);
  if (found === null || !areTotals(found[1] ?? "")) return line;
  const rest = line.slice(0, at + found.index);
  return rest.trim() === "" ? line : rest;
}
