/** A product in a sum: `- 3 * crate.weight`. */
interface Product {
  readonly sign: "+" | "-";
  readonly factor: string;
  readonly expression: string;
}

const IN_CODE = /([-+]=? ?)?(\d+) \* (\w+\.\w+|\w+\(store, \w+\)|\w+\(\w+\.\w+, \w+\.\w+\))/g;

/** Puts products of a figure right that are not those of its text: other factors, other signs, one of another thing. @param figures names of figures; others are fields */
export function withProducts(body: string, text: string, thing: string, figures: ReadonlySet<string>): string {
  const wanted = saidProducts(text, thing, figures);
  const found = Array.from(body.matchAll(IN_CODE), ([, sign = "+", factor = "", expression = ""]): Product => {
    return { sign: sign.startsWith("-") ? "-" : "+", factor, expression };
  });
  const missing = wanted.filter((one) => !found.some((other) => same(one, other)));
  const extra = found.filter((one) => !wanted.some((other) => same(one, other)));
  if (extra.length === 0 || missing.length !== extra.length) return body;
  return body.replace(IN_CODE, (whole, sign: string | undefined, factor: string, expression: string) => {
    const own: Product = { sign: sign?.startsWith("-") === true ? "-" : "+", factor, expression };
    if (!extra.some((one) => same(one, own))) return whole;
    const at = missing.findIndex((one) => one.expression === expression);
    const [better = own] = missing.splice(Math.max(0, at), 1);
    const mark = sign === undefined || sign === "-" ? (sign ?? "") : sign.replace(/[-+]/, better.sign);
    return `${mark}${better.factor} * ${better.expression}`;
  });
}

function same(one: Product, other: Product): boolean {
  return one.sign === other.sign && one.factor === other.factor && one.expression === other.expression;
}

/** What a text multiplies: "3 times its weight less 2 times the mix of its age and its width". */
function saidProducts(text: string, thing: string, figures: ReadonlySet<string>): Product[] {
  const term = "(\\d+) times (its \\w+|the \\w+ of its \\w+ and its \\w+)";
  const products: Product[] = [];
  const add = (sign: "+" | "-", factor = "", words = ""): void => {
    const blend = /^the (\w+) of its (\w+) and its (\w+)$/.exec(words);
    const name = words.replace("its ", "");
    const plain = figures.has(name) ? `${name}(store, ${thing})` : `${thing}.${name}`;
    products.push({
      sign,
      factor,
      expression: blend === null ? plain : `${blend[1] ?? ""}(${thing}.${blend[2] ?? ""}, ${thing}.${blend[3] ?? ""})`,
    });
  };
  const start = new RegExp(`^${term} (plus|less) ${term}\\.`).exec(text);
  if (start !== null) {
    add("+", start[1], start[2]);
    add(start[3] === "plus" ? "+" : "-", start[4], start[5]);
  }
  for (const [, factor, words, done] of text.matchAll(new RegExp(`Then ${term} is (added|taken off)`, "g"))) {
    add(done === "added" ? "+" : "-", factor, words);
  }
  return products;
}
