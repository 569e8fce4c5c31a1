import type {
  Ageing,
  Blend,
  Choice,
  Condition,
  Count,
  Design,
  Figure,
  Happening,
  Report,
  Step,
  Term,
} from "../design.ts";

/** The design that a README says; `null` for another text. */
export function readReadme(text: string): Design | null {
  const folder = /^# (\w+)$/m.exec(text)?.[1];
  const kept = /^Keeps the books of (\w+), each in one (\w+)\./m.exec(text);
  const add = /^- `add NAME \w+ ([A-Z ]+)` adds a (\w+),/m.exec(text);
  const ageing = readAgeing(linesOf(text, "Closing")[0] ?? "");
  if (folder === undefined || kept === null || add === null || ageing === null) return null;
  const [, things = "", group = ""] = kept;
  const [, fields = "", thing = ""] = add;
  const known = fields.toLowerCase().split(" ");
  return {
    ...{ package: folder, thing, things, group, fields: known },
    blends: linesOf(text, "Blends").flatMap(readBlend),
    figures: linesOf(text, "Figures").flatMap((line) => readFigure(line, known, group)),
    counts: linesOf(text, "Counts").flatMap(readCount),
    reports: linesOf(text, "Reports").flatMap(readReport),
    choices: linesOf(text, "Choices").flatMap(readChoice),
    ageing,
  };
}

/** The points of a section. */
function linesOf(text: string, title: string): string[] {
  const section = new RegExp(`^## ${title}[^\\n]*\\n\\n((?:- .*\\n)*)`, "m").exec(text)?.[1] ?? "";
  return section.split("\n").flatMap((line) => (line.startsWith("- ") ? [line.slice(2)] : []));
}

function readBlend(line: string): Blend[] {
  const weighted = /^(\w+): (\d+) times the first (plus|less) (\d+) times the second\.$/.exec(line);
  if (weighted !== null) {
    const [, name = "", a, sign, b] = weighted;
    return [{ name, kind: "weighted", a: Number(a), b: Number(b), sign: sign === "plus" ? 1 : -1 }];
  }
  const excess = /^(\w+): (\d+) times what the first has more/.exec(line);
  return excess === null ? [] : [{ name: excess[1] ?? "", kind: "excess", a: Number(excess[2]), b: 2, sign: 1 }];
}

function readFigure(line: string, fields: readonly string[], group: string): Figure[] {
  const parts = /^(\w+): (.*) It is (worked out anew each time|kept for the (\w+), and (.*))\.$/.exec(line);
  if (parts === null) return [];
  const [, name = "", said = "", , keptFor, ends = ""] = parts;
  const steps = said.split(/(?<=\.) /).flatMap((sentence) => readStep(sentence, fields));
  if (keptFor === undefined) return [{ name, steps, quoting: null }];
  const words = [
    ["set", / is set\b/],
    ["drop", / is dropped\b/],
    ["close", /books are closed/],
  ] as const;
  const forgottenOn = words.filter(([, word]) => word.test(ends)).map(([time]) => time);
  return [{ name, steps, quoting: { keptFor: keptFor === group ? "group" : "thing", forgottenOn } }];
}

function readStep(sentence: string, fields: readonly string[]): Step[] {
  const start = /^(\d+) times (.+) (plus|less) (\d+) times (.+)\.$/.exec(sentence);
  if (start !== null) {
    const [, a, x = "", sign, b, y = ""] = start;
    const [read, other] = [readTerm(x, fields), readTerm(y, fields)];
    return [{ kind: "start", a: Number(a), x: read, b: Number(b), y: other, sign: sign === "plus" ? 1 : -1 }];
  }
  const adjust = /^If its (.+), (\d+) is (added|taken off)\.$/.exec(sentence);
  if (adjust !== null) {
    const when = readCondition(adjust[1] ?? "");
    return when === null ? [] : [{ kind: "adjust", when, by: Number(adjust[2]), sign: adjust[3] === "added" ? 1 : -1 }];
  }
  const add = /^Then (\d+) times (.+) is (added|taken off)\.$/.exec(sentence);
  if (add !== null) {
    const term = readTerm(add[2] ?? "", fields);
    return [{ kind: "add", times: Number(add[1]), term, sign: add[3] === "added" ? 1 : -1 }];
  }
  const divide = /^The result is divided by (\d+) and rounded (up|down)\.$/.exec(sentence);
  if (divide !== null) return [{ kind: "divide", by: Number(divide[1]), round: divide[2] === "up" ? "up" : "down" }];
  const limit = /^It is at (most|least) (\d+)\.$/.exec(sentence);
  return limit === null
    ? []
    : [{ kind: "limit", side: limit[1] === "most" ? "most" : "least", bound: Number(limit[2]) }];
}

function readTerm(text: string, fields: readonly string[]): Term {
  const blend = /^the (\w+) of its (\w+) and its (\w+)$/.exec(text);
  if (blend !== null) return { kind: "blend", blend: blend[1] ?? "", first: blend[2] ?? "", second: blend[3] ?? "" };
  const name = text.replace(/^its /, "");
  return fields.includes(name) ? { kind: "field", field: name } : { kind: "figure", figure: name };
}

/** `age is 7 or more`. */
function readCondition(text: string): Condition | null {
  const beyond = /^(\w+) is (less|more) than (\d+)$/.exec(text);
  if (beyond !== null) {
    return { field: beyond[1] ?? "", comparison: beyond[2] === "less" ? "<" : ">", bound: Number(beyond[3]) };
  }
  const within = /^(\w+) is (\d+) or (less|more)$/.exec(text);
  if (within === null) return null;
  return { field: within[1] ?? "", comparison: within[3] === "less" ? "<=" : ">=", bound: Number(within[2]) };
}

function readCount(line: string): Count[] {
  const parts = /^(\w+): (\d+) for every \w+ (.+)\. At closing it (begins|stays|is halved)/.exec(line);
  if (parts === null) return [];
  const words = { added: "add", set: "set", dropped: "drop", shown: "show" } as const;
  const on = (parts[3] ?? "").split(" or ").map((word): Happening => words[word as keyof typeof words]);
  const atClose = parts[4] === "begins" ? "zero" : parts[4] === "stays" ? "kept" : "halved";
  return [{ name: parts[1] ?? "", on, by: Number(parts[2]), atClose }];
}

function readReport(line: string): Report[] {
  const parts =
    /^(\w+): the (sum|largest|smallest|number|largest less the smallest) of the (\w+) of every \w+(?: whose (.+?))?, (\d+) where there are no such \w+\.(?: Then (\d+) times the (\w+) of)?/.exec(
      line,
    );
  if (parts === null) return [];
  const [, name = "", take = "", figure = "", where, empty, times, count] = parts;
  return [
    {
      name,
      of: { kind: "figure", figure },
      where: where === undefined ? null : readCondition(where),
      take: take.includes(" ") ? "spread" : (take as Report["take"]),
      empty: Number(empty),
      plus: count === undefined ? null : { times: Number(times), count },
    },
  ];
}

function readChoice(line: string): Choice[] {
  const parts = /^(\w+): the \w+ with the (largest|smallest) (\w+), of several (.+), or none\.$/.exec(line);
  if (parts === null) return [];
  const [, name = "", end, figure = "", several = ""] = parts;
  const ties = several.endsWith("name") ? "name" : several.endsWith("first") ? "earliest" : "latest";
  return [{ name, of: { kind: "figure", figure }, end: end === "largest" ? "largest" : "smallest", ties }];
}

function readAgeing(line: string): Ageing | null {
  const parts = /^(\d+) is added to the (\w+) of every \w+(?: whose (.+))?\.$/.exec(line);
  if (parts === null) return null;
  const where = parts[3] === undefined ? null : readCondition(parts[3]);
  return { field: parts[2] ?? "", by: Number(parts[1]), where };
}
