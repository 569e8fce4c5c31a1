const WORD = "[a-z]{1,32}";
const DONE = "chosen|selected|included|picked|taken";
const YES_WORDS = `true|yes|in|include|${DONE}`;
const NO_WORDS = `false|no|out|exclude|excluded|not (?:${DONE}|in)`;
const YES = `${YES_WORDS}|1|✓|✔|✅|x`;
const NO = `${NO_WORDS}|0|✗|✘|❌|-`;
const FLAG = new RegExp(`^(?:(${YES})|(?:${NO}))$`);
/** `rovak: 1`, `"rovak" = "yes"`. */
const PAIR = new RegExp(
  `^["'*\`]{0,3}(${WORD})["'*\`]{0,3}[ \\t]{0,8}(?::|==?|->|=>|→|(?<=[ \\t])-(?=[ \\t]))["'*\`]{0,3}[ \\t]{0,8}["']?(${YES_WORDS}|${NO_WORDS}|0|1)["']?\\.?$`,
);
const OBJECT = new RegExp(
  `^["']?(?:name|item)["']?\\s{0,8}:\\s{0,8}["'](${WORD})["']\\s{0,8},\\s{0,8}["']?(?:chosen|selected|included|picked|taken|choose|select|include|pick|take)["']?\\s{0,8}:\\s{0,8}["']?(true|false|yes|no|0|1)["']?$`,
);
/** `"name": "rovak", "value": 8, "cost": 3`. */
const FIGURED = new RegExp(
  `^["']?(?:name|item)["']?\\s{0,8}:\\s{0,8}["'](${WORD})["']((?:\\s{0,8},\\s{0,8}["']?(?:value|worth|cost|time)["']?\\s{0,8}:\\s{0,8}\\d{1,9}){0,3})$`,
);
/** A comma with nothing before it. */
const HOLE = /[{,]\s*,/;
const BULLET = /^[-*+•][ \t]{1,8}/;
const RULE = /^[|\s:-]*-[|\s:-]*$/;
const OF_ITEMS = /^(?:items?|names?)?$/;
const OF_PLACES = /^(?:#|no\.?|nr\.?|index|rank|number)$/;
const OF_FLAGS =
  /^(?:(?:is |to be )?(?:chosen|selected|included|picked|taken|choose|select|include|pick|take)|choice|selection|in)\??$/;
const OF_FIGURES = /^(?:value|worth|cost|time)$/;
const OF_TOTALS = /^(?:total|sum|overall)s?$/;

type Flags = readonly (readonly [name: string, isChosen: boolean])[];

/**
 * The names alone where each is told to be chosen or not: an object or a list of names and truth values (also 1 and 0), a table of
 * them, or one of the chosen items with their figures, or a list of objects with their names and figures; `null` for other texts, and where a name is told twice. Outside of
 * braces and heads 1 and 0 are truth values only where all items have one: they may as well be figures.
 */
export function flaggedItems(text: string, names: readonly string[]): string | null {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length > 1 && lines.every((line) => line.startsWith("|") && line.endsWith("|"))) {
    return inTable(lines, names);
  }
  const bare = text.trim();
  if (/^\[\s{0,8}\{/.test(bare) && bare.endsWith("]")) return inObjects(bare.slice(1, -1), names);
  const isObject = bare.startsWith("{") && bare.endsWith("}");
  if (isObject && HOLE.test(bare)) return null;
  const list = (isObject ? bare.slice(1, -1) : bare).split(/[,;\n]/).map((part) => part.trim().replace(BULLET, ""));
  if (list.at(-1) === "") list.pop();
  const pairs = list.filter((part) => part !== "").map((part) => PAIR.exec(part));
  if (pairs.length === 0 || pairs.includes(null)) return null;
  const flags = pairs.map((pair) => flagOf(pair?.[1] ?? "", pair?.[2] ?? ""));
  const areBits = pairs.some((pair) => /[01]/.test(pair?.[2] ?? ""));
  // Two names with 0 and 1 may be numbered, as well.
  const mayCount = flags.length === 2 && flags[0]?.[1] === false && flags[1]?.[1] === true;
  if (areBits && (isObject ? mayCount && names.length > 2 : !areAll(flags, names))) return null;
  return chosenOf(flags, names);
}

function flagOf(name: string, flag: string): readonly [string, boolean] {
  return [name, FLAG.exec(flag)?.[1] !== undefined];
}

function areAll(flags: Flags, names: readonly string[]): boolean {
  const told = new Set(flags.map(([name]) => name));
  return names.every((name) => told.has(name));
}

/** What is chosen, and names that nothing has; `null` where a name is told twice. */
function chosenOf(flags: Flags, names: readonly string[]): string | null {
  if (new Set(flags.map(([name]) => name)).size < flags.length) return null;
  return flags.flatMap(([name, isChosen]) => (isChosen || !names.includes(name) ? [name] : [])).join("\n");
}

/** `{"name": "rovak", "chosen": true}, …`. */
function inObjects(list: string, names: readonly string[]): string | null {
  const parts = list
    .split("}")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => part.replace(/^,?\s{0,8}\{\s{0,8}/, ""));
  const figured = parts.map((part) => FIGURED.exec(part));
  if (parts.length > 0 && !figured.includes(null)) return withFigures(figured);
  const found = parts.map((part) => OBJECT.exec(part));
  if (found.length === 0 || found.includes(null)) return null;
  return chosenOf(
    found.map((object) => flagOf(object?.[1] ?? "", object?.[2] ?? "")),
    names,
  );
}

/** `rovak (value 8, cost 3)` of objects that say nothing but that, each figure once. */
function withFigures(found: readonly (RegExpExecArray | null)[]): string | null {
  const lines = found.map((object) => {
    const figures = (object?.[2] ?? "").match(/[a-z]+|\d+/g) ?? [];
    const kinds = figures.filter((_, at) => at % 2 === 0);
    if (new Set(kinds).size < kinds.length) return null;
    return `${object?.[1] ?? ""}${kinds.length === 0 ? "" : ` (${figures.join(" ")})`}`;
  });
  return lines.includes(null) ? null : lines.join("\n");
}

function inTable(lines: readonly string[], names: readonly string[]): string | null {
  const isHeaded = RULE.test(lines[1] ?? "");
  const rows = withoutPlaces(lines.filter((line, at) => !(at === 1 && isHeaded)).map(cellsOf));
  const [head = [], ...body] = rows;
  if (body.length === 0 || lines.some((line, at) => at !== 1 && RULE.test(line))) return null;
  if (body.length === 1 && head.every((cell) => names.includes(cell))) return across(head, body[0] ?? [], names);
  if (isHeaded || OF_ITEMS.test(head[0] ?? "")) return under(head, body, names);
  const flags = rows.map(([name = "", flag = ""]) => flagOf(name, flag));
  if (!rows.every((row) => row.length === 2 && FLAG.test(row[1] ?? ""))) return null;
  return rows.some((row) => /[01]/.test(row[1] ?? "")) && !areAll(flags, names) ? null : chosenOf(flags, names);
}

/** Rows without a first column that only counts them. */
function withoutPlaces(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [head = [], ...body] = rows;
  const isCounted =
    OF_PLACES.test(head[0] ?? "") && head.length > 1 && body.every(([place = ""]) => /^\d{0,6}\.?$/.test(place));
  return isCounted ? rows.map((row) => row.slice(1)) : rows;
}

function across(head: readonly string[], body: readonly string[], names: readonly string[]): string | null {
  if (body.length !== head.length || !body.every((flag) => FLAG.test(flag))) return null;
  const flags = head.map((name, at) => flagOf(name, body[at] ?? ""));
  return areAll(flags, names) || body.every((flag) => !/[01]/.test(flag)) ? chosenOf(flags, names) : null;
}

/** Rows under a head that says what is in the columns. */
function under(head: readonly string[], body: readonly (readonly string[])[], names: readonly string[]): string | null {
  if (!OF_ITEMS.test(head[0] ?? "") || body.some((row) => row.length !== head.length)) return null;
  const column = head.findIndex((cell) => OF_FLAGS.test(cell));
  if (!head.every((cell, at) => at === 0 || at === column || OF_FIGURES.test(cell))) return null;
  const items = body.filter(
    (row, at) => !(at === body.length - 1 && OF_TOTALS.test((row[0] ?? "").replace(/\*/g, ""))),
  );
  if (column !== -1 && !items.every((row) => FLAG.test(row[column] ?? ""))) return null;
  if (new Set(items.map(([name]) => name)).size < items.length) return null;
  const isKept = (row: readonly string[]): boolean =>
    column === -1 || flagOf("", row[column] ?? "")[1] || !names.includes(row[0] ?? "");
  const chosen = items.filter(isKept);
  const figuresOf = (row: readonly string[]): string =>
    head.flatMap((cell, at) => (at === 0 || at === column ? [] : [`${cell} ${row[at] ?? ""}`])).join(", ");
  return chosen
    .map((row) => {
      const figures = figuresOf(row);
      return `${row[0] ?? ""}${figures === "" ? "" : ` (${figures})`}`;
    })
    .join("\n");
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}
