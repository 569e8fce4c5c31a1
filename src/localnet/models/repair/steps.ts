type Kind = "adjust" | "add" | "divide" | "limit";

/** A step of a figure as the README says it, in Python. */
interface Said {
  readonly kind: Kind;
  /** Ways to write it; the first one is written. */
  readonly texts: readonly string[];
}

/** Steps after the first of a figure: one that is left out is put in, and another rounding or limit is put right. */
export function withSteps(body: string, text: string, thing: string): string {
  const lines = body.split("\n");
  const start = lines.findIndex((line) => line.startsWith("    value = "));
  const end = lines.findIndex((line) => line.startsWith("    return ") && !line.includes("kept\n"));
  if (start === -1 || end <= start || !/It is (worked out|kept)/.test(text)) return body;
  const said = stepsSaid(text, thing);
  // The first sentence adds up two terms, in one line or in two.
  const first = / [+-] /.test(lines[start]?.slice("    value = ".length) ?? "") ? start + 1 : start + 2;
  const blocks = blocksOf(lines.slice(first, end));
  const put = (steps: readonly string[]): string =>
    [...lines.slice(0, first), ...steps, ...lines.slice(end)].join("\n");
  if (blocks.length === said.length) {
    const right = blocks.map((block, at) => {
      const wanted = said[at];
      return wanted === undefined || isAsSaid(block, wanted) ? block : (wanted.texts[0] as string);
    });
    return put(right);
  }
  if (blocks.length !== said.length - 1) return body;
  const found = said.findIndex(({ kind }, at) => kind !== kindOf(blocks[at] ?? ""));
  const missing = said[found];
  return missing === undefined ? body : put(blocks.toSpliced(found, 0, missing.texts[0] as string));
}

/** Whether a step is about the right number, rounds and limits as it should. */
function isAsSaid(block: string, { kind, texts }: Said): boolean {
  if (kind === "divide" || kind === "limit") return texts.includes(block);
  const field = /^ {4}if (\S+) /.exec(texts[0] ?? "")?.[1];
  return field === undefined || block.includes(`${field} `) || block.includes(`${field}:`);
}

function blocksOf(lines: readonly string[]): string[] {
  const blocks: string[] = [];
  for (const line of lines) {
    if (line.startsWith("        ") && blocks.length > 0) blocks.push(`${blocks.pop() ?? ""}\n${line}`);
    else blocks.push(line);
  }
  return blocks;
}

function kindOf(block: string): Kind | null {
  if (/\/\//.test(block)) return "divide";
  if (/(min|max)\(value, |^ {4}if value [<>]/.test(block)) return "limit";
  if (/^ {4}if | else 0$/.test(block)) return "adjust";
  return block === "" ? null : "add";
}

function stepsSaid(text: string, thing: string): Said[] {
  return text.split(/(?<=\.) /).flatMap((sentence): Said[] => {
    const [, field = "", words = "", by = "", done] =
      /^If its (\w+) is (.*), (\d+) is (added|taken off)\.$/.exec(sentence) ?? [];
    if (field !== "") {
      const mark = (words.includes("less") ? "<" : ">") + (words.includes(" or ") ? "=" : "");
      const condition = `${thing}.${field} ${mark} ${/\d+/.exec(words)?.[0] ?? ""}`;
      return [
        { kind: "adjust", texts: [`    if ${condition}:\n        value ${done === "added" ? "+" : "-"}= ${by}`] },
      ];
    }
    const [, divisor = "", round] = /^The result is divided by (\d+) and rounded (down|up)\.$/.exec(sentence) ?? [];
    if (round === "down")
      return [{ kind: "divide", texts: [`    value //= ${divisor}`, `    value = value // ${divisor}`] }];
    if (round === "up") {
      const texts = [
        `    value = -(-value // ${divisor})`,
        `    value = (value + ${Number(divisor) - 1}) // ${divisor}`,
      ];
      return [{ kind: "divide", texts }];
    }
    const [, side, bound = ""] = /^It is at (most|least) (\d+)\.$/.exec(sentence) ?? [];
    if (side !== undefined) {
      const [call, beyond] = side === "most" ? ["min", ">"] : ["max", "<"];
      const texts = [
        `    value = ${call}(value, ${bound})`,
        `    if value ${beyond} ${bound}:\n        value = ${bound}`,
      ];
      return [{ kind: "limit", texts }];
    }
    return /^Then /.test(sentence) ? [{ kind: "add", texts: [addedLine(sentence, thing)] }] : [];
  });
}

function addedLine(sentence: string, thing: string): string {
  const [, times = "", words = "", done] = /^Then (\d+) times (.*) is (added|taken off)\.$/.exec(sentence) ?? [];
  const blend = /^the (\w+) of its (\w+) and its (\w+)$/.exec(words);
  const term =
    blend === null
      ? `${words.replace("its ", "")}(store, ${thing})`
      : `${blend[1] ?? ""}(${thing}.${blend[2] ?? ""}, ${thing}.${blend[3] ?? ""})`;
  return `    value ${done === "added" ? "+" : "-"}= ${times} * ${term}`;
}

/** What a report adds at the end: so many times a count. */
export function withAddedCount(body: string, text: string): string {
  const [, times, count] = / Then (\d+) times the (\w+) of the \w+ is added\.$/.exec(text) ?? [];
  const group = /^def \w+\(store, (\w+)\):/.exec(body)?.[1];
  if (times === undefined || group === undefined) return body;
  const right = `    value += ${times} * store.counts.of("${count ?? ""}", ${group})\n`;
  const found = /^ {4}value \+= \d+ \* store\.counts\.of\("\w+", \w+\)\n/m;
  return found.test(body)
    ? body.replace(found, right)
    : body.replace(/^ {4}return value$/m, `${right}    return value`);
}
