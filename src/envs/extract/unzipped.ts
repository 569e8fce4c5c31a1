/** `(a, b) = (1, 2)`, with brackets or without. */
const NAMES_AND_VALUES = /^[[(]?([^=()[\]\n]{1,32768})[\])]?[ \t]{0,8}=[ \t]{0,8}[[(]?([^=()[\]\n]{1,32768})[\])]?\.?$/;
const NAME = /^[a-z_][a-z0-9_]{0,31}$/i;
const VALUE = /^\+?[a-z0-9]{1,32}$/i;

/** Several names with as many values behind one sign, as `a=1` and `b=2` on lines of their own; other texts as they are. */
export function unzipped(text: string): string {
  const [, left = "", right = ""] = NAMES_AND_VALUES.exec(text.trim()) ?? [];
  const [names, values] = [left, right].map((list) => list.split(",").map((item) => item.trim())) as [
    string[],
    string[],
  ];
  const fits = names.length > 1 && names.length === values.length;
  if (!fits || !names.every((name) => NAME.test(name)) || !values.every((value) => VALUE.test(value))) return text;
  return names.map((name, at) => `${name}=${values[at] ?? ""}`).join("\n");
}
