const DONE = "chosen|selected|included|picked|taken|in";
const CHOSEN = new RegExp(`^(?:(?:items|names) )?(?:${DONE})(?: items| names)?[ \\t]{0,4}:`);
const LEFT = new RegExp(
  `^(?:(?:items |names )?not (?:${DONE})|excluded|unchosen|unselected|left out|out|omitted|skipped|rejected)(?: items| names)?[ \\t]{0,4}:`,
  "m",
);
const NAME = /[a-z]{1,32}/g;
const BETWEEN = /^[\s,;.*_`"'[\](){}•+-]*(?:and[\s,]+)?$/;

/**
 * What is chosen of two lists, where a second one says what is not: `Chosen: rovak, tipas` and `Not chosen: lumis`, in either order; other
 * texts as they are, also where a name stands in both or anything but names does.
 */
export function chosenList(text: string, names: readonly string[]): string {
  const left = LEFT.exec(text);
  if (left === null) return text;
  const before = text.slice(0, left.index).trim();
  const behind = text.slice(left.index + left[0].length).trim();
  // The heading of a list that comes first is taken off before.
  const at = before === "" ? behind.search(new RegExp(CHOSEN.source, "m")) : -1;
  if (before === "" && at === -1) return text;
  const [chosen, others] = before === "" ? [behind.slice(at), behind.slice(0, at)] : [before, behind];
  const [own, rest] = [namesIn(chosen.replace(CHOSEN, ""), names), namesIn(others, names)];
  if (own === null || rest === null || own.length === 0) return text;
  const all = [...own, ...rest];
  return new Set(all).size === all.length ? own.join("\n") : text;
}

/** The names of a list of nothing else, `null` for other texts. */
function namesIn(list: string, names: readonly string[]): readonly string[] | null {
  if (/^[\s*_`]*(?:none|nothing|-)?[\s.*_`]*$/.test(list)) return [];
  const told = list.match(NAME) ?? [];
  const words = told.filter((word) => word !== "and");
  const between = list.split(NAME);
  return words.every((word) => names.includes(word)) && between.every((part) => BETWEEN.test(part)) ? words : null;
}
