import { describe, expect, test } from "vitest";
import {
  extractCode,
  extractTagged,
  MAX_ANSWER_LENGTH,
  MAX_COMPLETION_LENGTH,
  MAX_TAIL_LENGTH,
  noteOfLength,
  type Extraction,
} from "./index.ts";

/** The answer, or the reason why there is none in brackets. */
function shown(extraction: Extraction): string {
  return extraction.found ? extraction.answer : `(${extraction.reason})`;
}
const tagged = (completion: unknown) => shown(extractTagged(completion, "answer"));
const code = (completion: unknown) => shown(extractCode(completion));

describe("rule 1: sizes", () => {
  test("behavior: what is no text has no answer", () => {
    for (const thing of [null, undefined, 1, {}, ["<answer>1</answer>"], new String("<answer>1</answer>")]) {
      expect(tagged(thing)).toBe("(not_text)");
      expect(code(thing)).toBe("(not_text)");
    }
  });

  test("behavior: what is longer than the longest completion is not looked at", () => {
    const long = "<answer>1</answer>".padStart(MAX_COMPLETION_LENGTH + 1);
    expect(tagged(long)).toBe("(completion_too_long)");
    expect(code(long)).toBe("(completion_too_long)");
    expect(tagged(long.slice(1))).toBe("1");
  });

  test("behavior: an answer counts in the last half million characters, however much was thought before", () => {
    const thought = "so it is, is it not, <b> ".repeat(MAX_TAIL_LENGTH / 32);
    expect(tagged(`${thought}<answer>1</answer>`)).toBe("1");
    expect(tagged(`<think>${thought}</think><answer>1</answer>`)).toBe("1");
    expect(code(`<think>${thought}</think>\`\`\`python\n1\n\`\`\``)).toBe("1\n");
    expect(tagged(`<think>${thought}${thought}<answer>1</answer>`)).toBe("(unclosed_reasoning)");
    expect(tagged(`<think>${thought}</think>${thought}${thought}<answer>1</answer>`)).toBe("1");
    expect(tagged(`<answer>1</answer>${thought}${thought}`)).toBe("(no_answer)");
    expect(tagged(`${"<".repeat(MAX_TAIL_LENGTH * 2)}<answer>1</answer>`)).toBe("(completion_too_long)");
  });

  test("behavior: exactly the longest answer is taken, one more is not cut short", () => {
    const longest = "1".repeat(MAX_ANSWER_LENGTH);
    expect(tagged(`<answer>${longest}</answer>`)).toBe(longest);
    expect(tagged(`<answer>${longest}1</answer>`)).toBe("(answer_too_long)");
    expect(code(`\`\`\`\n${longest}\n\`\`\``)).toBe("(answer_too_long)");
  });
});

describe("noteOfLength", () => {
  const tail = "x".repeat(MAX_TAIL_LENGTH);

  test.each([
    [`<answer>1</answer>${tail}`, "no_answer"],
    [`<answer>1${tail}</answer>`, "no_answer"],
  ])(
    "default: an answer before the last half million characters: the verdict stays, the note says why",
    (text, reason) => {
      expect(tagged(text)).toBe(`(${reason})`);
      expect(noteOfLength(reason, text.length)).toBe(
        `The text has ${text.length} characters, and an answer is looked for in the last 524288 alone.`,
      );
    },
  );

  test("default: a program that begins before them is one that does not end", () => {
    const text = `\`\`\`python\n${tail}\n\`\`\``;
    expect(code(text)).toBe("(unclosed_answer)");
    expect(noteOfLength("unclosed_answer", text.length)).toContain("is looked for in the last");
  });

  test("behavior: of what was read as a whole, and of other reasons, there is nothing to say", () => {
    expect(noteOfLength("no_answer", MAX_TAIL_LENGTH)).toBeNull();
    expect(noteOfLength("correct", MAX_TAIL_LENGTH + 1)).toBeNull();
    expect(noteOfLength("answer_too_long", MAX_TAIL_LENGTH + 1)).toBeNull();
    expect(noteOfLength("completion_too_long", MAX_COMPLETION_LENGTH + 1)).toContain("is not read");
  });
});

describe("rule 2: letters", () => {
  test("behavior: ASCII case does not count and places do not move", () => {
    expect(tagged("İİİ<ANSWER>aB</aNsWeR>")).toBe("aB");
    expect(tagged("<ANſWER>1</ANſWER>")).toBe("(no_answer)");
    expect(code("İ\n```PyThOn\nA\n```")).toBe("A\n");
  });
});

describe("rule 3: reasoning", () => {
  test("behavior: nothing before the last end of reasoning counts", () => {
    expect(tagged("<think><answer>1</answer></think>")).toBe("(no_answer)");
    expect(tagged("<think>a</think><answer>1</answer></THINKING><answer>2</answer>")).toBe("2");
    expect(tagged("no opening tag <answer>1</answer></reasoning> so <answer>3</answer>")).toBe("3");
    expect(tagged("<answer>1</answer></think>")).toBe("(no_answer)");
    expect(code("<thinking>```\n1\n```\n</thinking>\n```\n2\n```")).toBe("2\n");
  });

  test("behavior: reasoning that never ends holds no answer", () => {
    for (const tag of ["<think>", "<Thinking>", "<reasoning>"]) {
      expect(tagged(`${tag}<answer>1</answer>`)).toBe("(unclosed_reasoning)");
      expect(tagged(`<answer>1</answer>${tag}`)).toBe("(unclosed_reasoning)");
      expect(code(`\`\`\`\n1\n\`\`\`\n${tag}`)).toBe("(unclosed_reasoning)");
    }
    expect(tagged("<think>a</think><think><answer>1</answer>")).toBe("(unclosed_reasoning)");
    expect(tagged("<think><thinking>b</think><answer>1</answer>")).toBe("1");
  });
});

describe("rule 4: tags", () => {
  test("behavior: the last answer wins", () => {
    expect(tagged("<answer>1</answer> or <answer>2</answer>")).toBe("2");
    expect(tagged("<answer>1<answer>2</answer>")).toBe("2");
    expect(tagged("<answer>1</answer> or 2</answer>")).toBe("1</answer> or 2");
    expect(shown(extractTagged("<input>x</input><answer>1</answer>", "input"))).toBe("x");
  });

  test("behavior: a newer answer that was not finished leaves none", () => {
    expect(tagged("<answer>1</answer> no, <answer>2")).toBe("(unclosed_answer)");
    expect(tagged("<answer>1")).toBe("(unclosed_answer)");
  });

  test("behavior: without a pair of tags there is no answer", () => {
    for (const text of ["", "1 2 3", "1</answer>", "</answer>", "<answers>1</answers>", "<answer is>1</answer>"]) {
      expect(tagged(text)).toBe("(no_answer)");
    }
    expect(tagged("<answer></answer>")).toBe("");
  });
});

describe("rule 5: code", () => {
  test("behavior: the last complete fence of ours, others passed over", () => {
    expect(code("```python\na\n```\ntext\n```py\nb\n```\n")).toBe("b\n");
    expect(code("```\na\n```\n```json\n{}\n```\n```text\nunclosed")).toBe("a\n");
    expect(code("```python3 title.py\r\na\r\n```\r\n")).toBe("a\r\n");
    expect(code("```javascript\na\n```")).toBe("(no_answer)");
    expect(code("print(1)")).toBe("(no_answer)");
    expect(code("```\n```")).toBe("");
  });

  test("behavior: consoles are blocks without a tag", () => {
    expect(code("```ipython\na\n```")).toBe("a\n");
    expect(code("```ipython3\na\n```")).toBe("a\n");
    expect(code("```pycon\na\n```")).toBe("a\n");
    expect(code("```python\na\n```\n```pycon\n>>> a\n1\n```")).toBe("a\n");
  });

  test.each([
    "<turn|>",
    "<seed:eos>",
    "<end_of_turn>",
    "<|im_end|>",
    "<|return|>",
    "<|im:end|>",
    "[EOS]",
    "[|endofturn|]",
    "[unused10]",
    " [END FINAL RESPONSE]",
    "</longcat_s>",
    "<｜end▁of▁sentence｜>",
    "</s><eos>",
    "<self_reflection>ok</self_reflection>",
  ])("behavior: %s may stand behind the end of a fence", (mark) => {
    expect(code(`\`\`\`python\na\n\`\`\`${mark}`)).toBe("a\n");
    expect(code(`\`\`\`python\na\n\`\`\` ${mark}\nbye`)).toBe("a\n");
  });

  test.each(["[x]", "<b>", "[1, 2]", "<turn>", "<final_answer>"])(
    "behavior: %s behind backticks ends no block",
    (text) => {
      expect(code(`\`\`\`python\na\n\`\`\`${text}`)).toBe("(unclosed_answer)");
    },
  );

  test("behavior: a fence of ours that is open at the end leaves none", () => {
    expect(code("```python\na\n```\n```python\nb\n")).toBe("(unclosed_answer)");
    expect(code("```")).toBe("(unclosed_answer)");
    expect(code("```python\na\n``\n")).toBe("(unclosed_answer)");
  });

  test("behavior: a longer fence may hold shorter ones", () => {
    expect(code("````python\n```\ninner\n```\n````")).toBe("```\ninner\n```\n");
    expect(code("```python\na\n`````")).toBe("a\n");
  });

  test("behavior: a fence stands at the start of a line, after blanks, or at the end of a sentence", () => {
    expect(code("1. so\n   ```python\n   if x:\n     y\n   ```")).toBe("if x:\n  y\n");
    expect(code("    ```python\n    a\n    ```")).toBe("a\n");
    expect(code("see ```python\na\n```")).toBe("a\n");
    expect(code("see ```\na\n```")).toBe("(unclosed_answer)");
    expect(code("```python `x`\n```\na\n```")).toBe("a\n");
  });
});

describe("rule 6: characters", () => {
  test("behavior: foreign digits, invisible characters and NUL leave no answer", () => {
    for (const foreign of [
      "１",
      "٣",
      "۳",
      "𝟙",
      "🯰",
      "\u200b",
      "\u200d",
      "\ufeff",
      "\u00ad",
      "\u202e",
      "\u0000",
      "\u{e0041}",
    ]) {
      expect(tagged(`<answer>1 ${foreign}2</answer>`)).toBe("(forbidden_character)");
      expect(tagged(`${foreign}<answer>1</answer>${foreign}`)).toBe("1");
    }
    expect(tagged("<answer>é ½ ② 😀 \ud800</answer>")).toBe("é ½ ② 😀 \ud800");
  });
});
