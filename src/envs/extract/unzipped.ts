/** `(a, b) = (1, 2)`, `a, b: 1, 2`, `a and b are 1 and 2`, with brackets or without: the first sign divides them. */
const SIGN = /==?>?|:=?|[-]>|→|⇒|(?<=[ \t])(?:are|hold)(?=[ \t])/;
const SIDE = /^[[(]?([^=:()[\]\n]{1,32768})[\])]?$/;
/** `a b` over `1 2`. */
const ROWS = /^([a-z_][a-z0-9_, \t]{1,32768})\n[ \t]{0,8}([a-z0-9+][a-z0-9+, \t]{1,32768})$/i;
const BELOW = /^(?:\+?\d{1,32}|true|false|t|f)$/i;
const NAME = /^[a-z_][a-z0-9_]{0,31}$/i;
const VALUE = /^\+?(?:[a-z0-9]{1,32}|\d{1,3},\d{3})$/i;
/** What parts names and values alike: a comma or "and", semicolons, or blanks alone. */
const BETWEEN = [/\s{0,8},\s{0,8}(?:and\s{1,8})?|\s{1,8}and\s{1,8}/, /\s{0,8};\s{0,8}/, /[ \t]{1,8}/];

/** Several names with as many values behind one sign or on the next line, as `a=1` and `b=2` on lines of their own; other texts as they are. */
export function unzipped(text: string): string {
  const whole = text.trim();
  const rows = ROWS.exec(whole);
  const [, left = "", right = ""] = rows ?? divided(whole);
  for (const between of rows === null ? BETWEEN : [/[\s,]+/]) {
    const [names = [], values = []] = [left, right].map((list) => list.trim().split(between));
    if (rows !== null && !values.every((value) => BELOW.test(value))) return text;
    const fits = names.length > 1 && names.length === values.length;
    if (!fits || !names.every((name) => NAME.test(name)) || !values.every((value) => VALUE.test(value))) continue;
    return names.map((name, at) => `${name}=${values[at] ?? ""}`).join("\n");
  }
  return text;
}

/** What stands before the first sign, and behind it. */
function divided(text: string): readonly string[] {
  const sign = SIGN.exec(text);
  if (sign === null) return [];
  const sides = [text.slice(0, sign.index), text.slice(sign.index + sign[0].length).replace(/\.$/, "")];
  return ["", ...sides.map((side) => SIDE.exec(side.trim())?.[1] ?? "")];
}
