import { describe, expect, test } from "vitest";
import { spokenText } from "../episode/spoken-text.ts";
import { extractCode, extractTagged, type Extraction } from "./index.ts";

const shown = (extraction: Extraction): string =>
  extraction.found ? extraction.answer.trim() : `(${extraction.reason})`;
const tagged = (completion: string) => shown(extractTagged(completion, "answer"));
const code = (completion: string) => shown(extractCode(completion));

/** What begins reasoning, what ends it, and what may begin and end the answer, as servers of models know them. */
const KINDS: readonly (readonly [who: string, begins: string, ends: string, before?: string, behind?: string])[] = [
  [
    "DeepSeek R1 and V3.1, Qwen3, GLM-4.5, MiniMax M1 and M2, OLMo 3, Step 3, Nemotron, Holo2, ERNIE, MiMo, Intern-S1",
    "<think>",
    "</think>",
  ],
  ["Kimi K2, with its tools", "<think>", "</think>", "", "<|im_end|>"],
  ["Hunyuan A13B", "<think>\n", "\n</think>\n"],
  ["ERNIE 4.5", "<think>", "</think>", "\n\n<response>\n", "\n</response>\n"],
  ["Granite 3.3", "<think>", "</think>", "<response>", "</response>"],
  ["Granite 3.2", "Here is my thought process:", "Here is my response:"],
  ["Granite 3.2, quantised", "Here's my thought process:", "Here's my response:"],
  ["Magistral", "[THINK]", "[/THINK]"],
  ["Seed-OSS", "<seed:think>", "</seed:think>", "", "<seed:eos>"],
  ["MiniMax M3", "<mm:think>", "</mm:think>"],
  ["LongCat", "<longcat_think>", "</longcat_think>", "", "</longcat_s>"],
  ["K2 Think V2, low effort", "<think_fast>", "</think_fast>"],
  ["K2 Think V2, lower effort", "<think_faster>", "</think_faster>"],
  ["EXAONE Deep", "<thought>", "</thought>", "", "[|endofturn|]"],
  [
    "GPT-OSS",
    "<|channel|>analysis<|message|>",
    "<|end|><|start|>assistant<|channel|>final<|message|>",
    "",
    "<|return|>",
  ],
  [
    "GPT-OSS, asked for JSON",
    "<|channel|>analysis<|message|>",
    "<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>",
  ],
  ["GPT-OSS without its marks", "analysisWe see: ", "assistantfinal"],
  ["Kimi-VL and Kimi 1.5", "◁think▷", "◁/think▷"],
  ["Kimi K3", "<|open|>think<|sep|>", "<|close|>think<|sep|>", "<|open|>response<|sep|>", "<|close|>response<|sep|>"],
  ["Kimi K3, reasoning ended by the answer's beginning", "<|open|>think<|sep|>", "<|open|>response<|sep|>"],
  ["Command A", "<|START_THINKING|>", "<|END_THINKING|>", "<|START_RESPONSE|>", "<|END_RESPONSE|>"],
  ["Command A+", "<|START_THINKING|>", "<|END_THINKING|>", "<|START_TEXT|>", "<|END_TEXT|>"],
  ["Solar Open", "<|think|>", "<|end|><|begin|>assistant<|content|>", "", "<|end|>"],
  ["Solar Open 2", "<|think:start|>", "<|think:end|>", "", "<|im:end|>"],
  ["Inkling", "<|content_thinking|>", "<|end_message|><|message_model|><|content_text|>", "", "<|end_message|>"],
  ["Muse Glimmer", "to=self<|message|>", "<|eom|><|start|>assistant to=user<|message|>", "", "<|eot|>"],
  ["Gemma 3n and MedGemma", "<unused94>thought\n", "<unused95>"],
  ["Gemma 4", "<|channel>thought\n", "<channel|>", "", "<turn|>"],
  ["Apertus", "<|inner_prefix|>", "<|inner_suffix|>", "", "<|assistant_end|>"],
  ["openPangu", "[unused16]", "[unused17]", "", "[unused10]"],
  ["OpenThinker", "<|begin_of_thought|>", "<|end_of_thought|>", "<|begin_of_solution|>", "<|end_of_solution|>"],
  ["Apriel", "Here are my reasoning steps:\n", "[BEGIN FINAL RESPONSE]\n", "", "\n[END FINAL RESPONSE]"],
  ["HyperCLOVA X SEED Think", "/think\n", "<|im_end|>\n<|im_start|>assistant\n", "", "<|im_end|>"],
  ["Phi-4 reasoning, Marco-o1", "<Thought>", "</Thought>", "<Output>\n", "\n</Output>"],
  ["Claude's own", "<antThinking>", "</antThinking>"],
  ["bars and a slash", "<|thinking|>", "<|/thinking|>"],
  ["a slash before bars", "<|think|>", "</|think|>"],
  ["bars and words", "<|hy_begin_of_think|>", "<|hy_end_of_think|>"],
  ["bars that are wide", "<｜think｜>", "<｜end▁of▁think｜></think>"],
  ["a tag for the end", "<begin_thinking>", "<end_thinking>"],
  ["bars and words without anything between", "<|startofthink|>", "<|endofthink|>"],
  ["the same of thoughts", "<|beginofthought|>", "<|endofthought|>"],
  ["words the other way round", "<|thinkstart|>", "<|thinkend|>"],
  ["one that finishes", "<|think_start|>", "<|think_finish|>"],
  ["tags without anything between", "<startthinking>", "<endthinking>"],
  ["bars that are wide, and words", "<｜begin▁of▁thinking｜>", "<｜end▁of▁thinking｜>"],
  ["square brackets and words", "[BEGIN THINKING]", "[END THINKING]"],
  ["square brackets, a start", "[Start thinking]", "[End thinking]"],
  ["a word in square brackets", "[REASONING]", "[/REASONING]"],
  ["another one", "[THOUGHT]", "[/THOUGHT]"],
  ["a third one", "[Thinking]", "[/Thinking]"],
  ["a name in words", "<thought process>", "</thought process>"],
  ["a name in more words", "<Chain of Thought>", "</Chain of Thought>"],
  ["braces", "{think}", "{/think}"],
  ["what a host has escaped", "&lt;think&gt;", "&lt;/think&gt;"],
  ["brackets that are wide", "＜think＞", "＜/think＞"],
  ...[
    "deep_think",
    "planning",
    "self_reflection",
    "step-by-step-reasoning",
    "inner.thoughts",
    "deepthinking",
    "brainstorm",
    "think2",
    "ponder",
    "deliberate",
    "scratch",
  ].map((name) => [`<${name}>`, `<${name}>`, `</${name}>`] as const),
];

describe("reasoning of many makers", () => {
  test.each(KINDS)("behavior: %s", (_, begins, ends, before = "", behind = "") => {
    const [right, draft] = ["<answer>1</answer>", "<answer>2</answer>"];
    expect(tagged(`${begins}Maybe ${draft}? No.${ends}${before}${right}${behind}`)).toBe("1");
    expect(tagged(`${begins}so it is${ends}${before}${right}${behind}`)).toBe("1");
    expect(tagged(`${begins}${draft}${ends}${before}I do not know.${behind}`)).toBe("(no_answer)");
    expect(tagged(`${begins}${draft}`)).toBe("(unclosed_reasoning)");
    expect(tagged(`${begins}first ${draft}\nor rather`)).toBe("(unclosed_reasoning)");
    const [program, other] = ["```python\nprint(1)\n```", "```python\nprint(2)\n```"];
    expect(code(`${begins}\n${other}\n${ends}${before}\n${program}\n${behind}`)).toBe("print(1)");
    expect(code(`${begins}\n${other}\n${ends}${before}\nNo.${behind}`)).toBe("(no_answer)");
    expect(code(`${begins}\n${other}\n`)).toBe("(unclosed_reasoning)");
    expect(spokenText(`${begins}${draft}${ends}${before}${right}`)).toMatch(/^[^2]*<answer>1<\/answer>$/);
  });

  test.each(["longcat_think", "think_fast", "mm:think", "seed:think"])(
    "behavior: <%s> that is opened behind an answer and never ends leaves none",
    (name) => {
      expect(tagged(`<answer>1</answer><${name}>wait`)).toBe("(unclosed_reasoning)");
      expect(spokenText(`<action>run</action><${name}>wait`)).toBe("");
    },
  );

  test.each([
    "final_answer",
    "answer_after_thinking",
    "final_thoughts_and_answer",
    "response",
    "solution",
    "output",
    "reasoned_answer",
    "thinking_result",
    "no_think",
    "nothink",
    "reasoning_effort",
    "thinker",
    "thoughtful",
  ])("behavior: <%s> around an answer holds no reasoning", (name) => {
    expect(tagged(`<${name}><answer>1</answer></${name}>`)).toBe("1");
    expect(tagged(`<${name}>\nso\n<answer>1</answer>`)).toBe("1");
  });

  test.each([
    "plan",
    "notes",
    "calculation",
    "scratchwork",
    "working",
    "思考",
    "推理",
    "мысли",
    "pensamiento",
    "Überlegung",
  ])("behavior: <%s> holds scratch work", (name) => {
    expect(tagged(`<${name}>\nso <answer>1</answer>\n</${name}>\nI do not know.`)).toBe("(no_answer)");
    expect(tagged(`<${name}>\nso <answer>2</answer>\n</${name}>\n<answer>1</answer>`)).toBe("1");
    expect(tagged(`<answer>1</answer>\n<${name}>by hand</${name}>`)).toBe("1");
    expect(tagged(`<${name}>\nso\n<answer>1</answer>`)).toBe("(unclosed_reasoning)");
  });

  test("behavior: a <plan> of nothing but the answer is the answer's", () => {
    expect(tagged("<plan>\n<answer>1</answer>\n</plan>")).toBe("1");
    expect(tagged("<plan>so <answer>1</answer></plan>")).toBe("(no_answer)");
  });

  test.each(['type="reasoning" done="true"', "class='thinking'"])(
    "behavior: <details %s> is reasoning",
    (attributes) => {
      const folded = (text: string): string =>
        `<details ${attributes}>\n<summary>Thought for 3 seconds</summary>\n${text}\n</details>\n`;
      expect(tagged(`${folded("<answer>1</answer>")}I do not know.`)).toBe("(no_answer)");
      expect(tagged(`${folded("<answer>2</answer>")}<answer>1</answer>`)).toBe("1");
      expect(tagged(`<answer>1</answer>\n${folded("by hand")}`)).toBe("1");
      expect(tagged("<details><summary>Answer</summary><answer>1</answer></details>")).toBe("1");
      expect(tagged("<details><summary>My reasoning</summary><answer>1</answer></details>")).toBe("(no_answer)");
    },
  );

  test("behavior: what Ollama prints around reasoning", () => {
    expect(tagged("Thinking...\n<answer>1</answer>\n...done thinking.\n\nI do not know.")).toBe("(no_answer)");
    expect(tagged("Thinking...\n<answer>2</answer>\n...done thinking.\n\n<answer>1</answer>")).toBe("1");
    expect(tagged("Thinking...\n\n<answer>1</answer>")).toBe("1");
  });

  test.each(["thinking", "reasoning", "wrong", "rejected", "draft"])(
    "behavior: nothing counts in a fence tagged %s",
    (info) => {
      const fenced = `\`\`\`${info}\n<answer>2</answer>\n\`\`\`\n`;
      expect(tagged(fenced)).toBe("(no_answer)");
      expect(tagged(`<answer>1</answer>\n${fenced}`)).toBe("1");
      expect(tagged(`${fenced}<answer>1</answer>`)).toBe("1");
      expect(tagged(`\`\`\`${info}\n<answer>1</answer>`)).toBe("(no_answer)");
      expect(tagged(`\`\`\`${info}\n\`\`\`js\n1\n\`\`\`\n<answer>2</answer>\n\`\`\`\n<answer>1</answer>`)).toBe("1");
    },
  );

  test.each(['status="rejected"', "final=false", 'draft="true"', "class='old'"])(
    "behavior: <answer %s> is none",
    (attribute) => {
      expect(tagged(`<answer ${attribute}>2</answer>`)).toBe("(no_answer)");
      expect(tagged(`<answer>1</answer><answer ${attribute}>2</answer>`)).toBe("1");
    },
  );

  test.each(['id="x"', 'final="true"', 'draft="false"', 'truncated="false"'])(
    "behavior: <answer %s> is one",
    (attribute) => {
      expect(tagged(`<answer ${attribute}>1</answer>`)).toBe("1");
    },
  );

  test.each([
    "self_reflection",
    "afterthoughts",
    "reasoning_steps",
    "thought-check",
    "self_analysis_of_thought",
    "final_thoughts",
  ])("behavior: <%s> without a tag or a fence within may stand behind the answer", (name) => {
    expect(tagged(`<answer>1</answer>\n<${name}>I checked it.</${name}>`)).toBe("1");
    expect(tagged(`<answer>1</answer>\n<${name}>I checked it.`)).toBe("1");
  });

  test.each([
    "endofthink",
    "end_of_thought",
    "thinkend",
    "think_end",
    "finish_thinking",
    "thinking_finished",
    "exit_think",
    "stopthinking",
    "reasoning_done",
    "eothink",
    "closethoughts",
  ])("behavior: <|%s|> and <%s> end reasoning", (name) => {
    for (const mark of [`<|${name}|>`, `<${name}>`]) {
      expect(tagged(`<think><answer>2</answer>${mark}<answer>1</answer>`)).toBe("1");
      expect(tagged(`<think><answer>2</answer>${mark}no`)).toBe("(no_answer)");
    }
  });

  test("behavior: words in square brackets that head parts of an answer are no marks", () => {
    expect(tagged("[REASONING]\nso\n[ANSWER]\n<answer>1</answer>")).toBe("1");
    expect(tagged("[Thought] so\n[Final answer] <answer>1</answer>")).toBe("1");
    expect(tagged("<answer>1</answer>\n[Reasoning] I checked it.")).toBe("1");
    expect(tagged("[REASONING] so <answer>1</answer>")).toBe("(unclosed_reasoning)");
    expect(tagged("<answer>1</answer>[THINK] so")).toBe("(unclosed_reasoning)");
  });

  test("behavior: the harmony format without its marks, with a break behind its first word", () => {
    for (const begins of ["analysis\n", "analysis: ", "Analysis\n\n"]) {
      expect(tagged(`${begins}so <answer>2</answer>\nassistantfinal\n\nThat is all.`)).toBe("(no_answer)");
      expect(tagged(`${begins}so <answer>2</answer>\nassistantfinal<answer>1</answer>`)).toBe("1");
      expect(tagged(`${begins}so\n<answer>1</answer>`)).toBe("1");
    }
  });

  test.each([
    "<thought about it>",
    "<reasoning is here>",
    "{thinker}",
    "&lt;b&gt;",
    "{t",
    "[thinker]",
    "[start]",
    "[end of it]",
    "＜b＞",
  ])("behavior: %s is no mark", (text) => {
    expect(tagged(`${text} <answer>1</answer> ${text}`)).toBe("1");
  });

  test("behavior: budgets that are told within reasoning do not end it", () => {
    const told = "<seed:cot_budget_reflect>I have used 10 tokens.</seed:cot_budget_reflect>";
    expect(tagged(`<seed:think>a ${told} b <answer>1</answer>`)).toBe("(unclosed_reasoning)");
    expect(tagged(`<seed:think>a <answer>2</answer> ${told} b</seed:think><answer>1</answer>`)).toBe("1");
  });

  test("behavior: sentences that some models begin with are prose anywhere else", () => {
    expect(tagged("First, here is my thought process: a.\n<answer>1</answer>")).toBe("1");
    expect(tagged("<answer>1</answer>\nHere are my reasoning steps: a, b.")).toBe("1");
    expect(tagged("analysis of the clauses: <answer>1</answer>")).toBe("1");
  });

  test("behavior: what is in reasoning before a sentence that ends it is looked at by no other rule", () => {
    expect(tagged("Here is my thought process: <think>a Here is my response: <answer>1</answer>")).toBe("1");
    expect(tagged("Here is my thought process: a Here is my response: <think>b <answer>1</answer>")).toBe(
      "(unclosed_reasoning)",
    );
  });
});
