import { EDIT } from "./near-answers.ts";

/** What almost is reasoning, over and over on one line, in front of nothing. */
export const MARKS = [
  "<|channel>",
  "<|channel|>",
  "<|think|>",
  "<longcat_think>",
  "</self_reflection>",
  "<a_reflection></a_reflection>",
  "[/",
  "Here is my thought process: ",
  "analysis",
  ...["[REASONING]", "[ANSWER][REASONING]", "{think}", "{", "&", "&lt;think&gt;", "<thought process", "analysis\n"],
  ...[
    "<details type='reasoning'>",
    "</details>",
    "<details><summary>thoughts",
    "<思考>",
    "</思考>",
    "<plan>",
    "</plan>",
    "<plan></plan>",
  ],
  ...["```wrong\n", "```thinking\n```\n", "<answer status='old'>1</answer>", "Thinking...\n", "...done thinking."],
  ...["<del>", "<s>a</s>", "~~a ", "~~\n"],
  "~~<answer>1</answer>~~ ",
  "<s><answer>1</answer></s>\n\n",
  "<del>\n```python\nprint(1)\n```\n</del>\n",
];
/** Long runs between two of these take quadratic time where a pattern has no bound. */
export const RUNS = [" ", "\t", "\n", ",", ";", "*", "`", "(", ")", "[", "]", '"', "'", "|", "-", ">", "1"];
export const BEFORE = ["", "a", ")", '"', "a(b", "answer", "a(b, c)", "[", "plan:", "a ="];
/** The same behind the verbs of turns. */
export const VERBS = [
  "ask ",
  "claim",
  "read ",
  "read a 1",
  "grep ",
  "edit ",
  "edit a\n<<<",
  `${EDIT}\n`,
  "edit a\n<<<\na\n===\n",
  "submit ",
  "submit # ",
  "<ask>",
  "run the ",
  "read a # ",
  "<read>",
  "read(",
  '{"name": "read", "arguments": "',
];
