import { describe, expect, test } from "vitest";
import { extractCode, extractTagged, type Extraction } from "./index.ts";

const shown = (extraction: Extraction): string =>
  extraction.found ? extraction.answer.trim() : `(${extraction.reason})`;
const tagged = (completion: string) => shown(extractTagged(completion, "answer"));
const code = (completion: string) => shown(extractCode(completion));
const program = (line: number) => `\`\`\`python\nprint(${line})\n\`\`\``;

/** Ways to strike out what stands in the place of X. */
const STRUCK = [
  "<del>X</del>",
  "<del>\nX\n</del>",
  "<del>\n\nX\n\n</del>",
  "<s>\nX\n</s>",
  "<S >X</S >",
  "<strike>\nX\n</strike>",
  '<del class="x">X</del>',
  "<del>First attempt: X (wrong)\n</del>",
  "<del>First attempt:\n\nX\n\nThat is wrong.</del>",
  "<del>a <s>b</s>\nX\n</del>",
  "<del>X\nand <s>b\n</del>",
  "~~X~~",
  "~~ X ~~",
  "~~\nX\n~~",
  "~~Attempt: X~~",
  "**~~X~~**",
  "- ~~X~~",
  "~~a~~ and ~~b X~~",
];
/** Marks that strike nothing of what stands in the place of X. */
const LEFT = [
  "<del>old</del>\nX",
  "<del>\nX",
  "<del>a\n\nX\nThat is all.",
  "~~old~~\n\nX",
  "~~old~~ X ~~older~~",
  "~~\nX",
  "~~ about 5\n\nX\n\n~~ about 6",
  "About ~~ five steps.\nX\nThat is ~~ all",
  "- ~~ 5 steps\n- plan:\nX\n- ~~ 6",
  "`<del>`\nX\n`</del>`",
  "<!-- <del> -->\nX\n</del>",
  "X\n</del>",
  "X\n</s>",
  "<s> I think.\n\nX</s>",
  "</del>\nX\n<del>",
];

describe("what is struck out", () => {
  test.each(STRUCK)("behavior: %j is no answer, and one before it counts", (mark) => {
    const own = mark.replace("X", "<answer>2\n\n3</answer>");
    expect(tagged(own)).toBe("(no_answer)");
    expect(tagged(`<answer>1</answer>\n\n${own}`)).toBe("1");
    expect(tagged(`${own}\n\n<answer>1</answer>`)).toBe("1");
    expect(tagged(mark.replace("X", "no: <answer>2"))).toBe("(no_answer)");
  });

  test.each(STRUCK.filter((mark) => !mark.includes(" (wrong)")))(
    "behavior: %j is no program, and one before it counts",
    (mark) => {
      const own = mark.replace("X", program(2));
      expect(code(own)).toBe("(no_answer)");
      expect(code(`${program(1)}\n\n${own}`)).toBe("print(1)");
      expect(code(`${own}\n\n${program(1)}`)).toBe("print(1)");
    },
  );

  test.each(LEFT)("behavior: %j strikes out nothing", (mark) => {
    expect(tagged(mark.replace("X", "<answer>1</answer>"))).toBe("1");
    expect(code(mark.replace("X", `\n${program(1)}\n`))).toBe("print(1)");
  });

  test("behavior: marks within an answer or a program are theirs", () => {
    expect(tagged("<answer>1 <s> 2</answer> so <answer>3</answer></s>")).toBe("3");
    expect(tagged("<answer>1 ~~ 2</answer> so <answer>3</answer> ~~")).toBe("3");
    expect(code('```python\nprint("<s>")\n```\nso\n```python\nprint(1)\n```</s>')).toBe("print(1)");
    expect(code("```python\nprint(~~1)\n```\nso\n```python\nprint(~~2)\n```")).toBe("print(~~2)");
  });

  test("behavior: of many blocks those that are struck out are forgotten, whatever their number", () => {
    const many = Array.from({ length: 200 }, () => program(2)).join("\n");
    expect(code(`${program(1)}\n<del>\n${many}\n</del>`)).toBe("(no_answer)");
    expect(code(`<del>\n${many}\n</del>\n${program(1)}`)).toBe("print(1)");
    const few = Array.from({ length: 20 }, () => `<del>\n${program(2)}\n</del>`).join("\n");
    expect(code(`${program(1)}\n${few}`)).toBe("print(1)");
  });
});
