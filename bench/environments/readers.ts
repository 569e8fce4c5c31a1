import { environment } from "../../src/envs/index.ts";
import { replayEngine } from "../../src/envs/judge/replay-engine.ts";
import type { BenchResult } from "../bench-result.ts";

const LENGTH = 50_000_000;
/** Longest answer in tags that is read. */
const ANSWER = 65_536;
/** Of REPAIR the longest action. */
const ACTION = 16_384;
const BAR_MS = 100;

const EDIT = "edit a.py\n<<<<<<<\na\n=======\nb\n>>>>>>>";

/** What almost is an answer of a family, over and over, and what makes careless patterns slow. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  SAT: [
    "1 -2 ",
    "x1=True, ",
    "x1 = ",
    "| x1 | T |\n",
    "1) true\n",
    "1 true ",
    "c no ",
    "x1=True ✓\n",
    "# a\n",
    "x1, ",
    "x1 = T, ",
    "x1 = x2 = ",
    "x1 and ",
    "| x1 | x2 |\n",
    "true: x1, ",
    "- [ ] x1\n",
    "- [x] x1 = true\n",
    "[true, ",
    "c no. ",
    "1 # a. b. ",
    "x1 and x2 are true, ",
  ],
  ABD: ["1 ", "1, ", "[", "a\n", "1. ", "# a\n", "1 # key\n", "output ", "| 1 | 2 |\n", "a # this is. ", "line 1 = "],
  INDUCE: [
    ...[
      "f = ",
      "f, ",
      "(f := ",
      ";f",
      '"""',
      "'f",
      "for f in ",
      "global f\n",
      "import f,",
      "f(f[",
      "# </think>\n",
      "f\\\n",
      "else:",
      "if f:",
      "f=",
    ],
    "```python\ndef f(xs):\n    return xs\n```\n",
    "```python\n",
    "def f",
  ],
  DED: [
    "```python\nprint(1)\n```\n",
    "~~~\n",
    "```",
    "```python\n# </think>\n```\n",
    "```python\n'</think> ",
    "<b>```\n",
    "```</b> a\n",
    "# stdin\n",
  ],
  TRACK: [
    "rovak = 4071\n",
    "rovak = ",
    "| rovak | 4071 |\n",
    '{"name": "rovak", ',
    "rovak is ",
    "(rovak, ",
    "1. ",
    "*",
    "1. rovak = 4071\n",
    "rovak = 4071 ✓\n",
    "rovak = 4071 # a\n",
    "rovak = 4071 # the. of. ",
    "rovak (final) ",
    "4071 = rovak\n",
    "rovak, ",
    "rovak and ",
    "rovak = lumis = ",
    "rovak, lumis both ",
    '"rovak, ',
    "5: [rovak, ",
  ],
  PLAN: [
    "(rovak lumis)\n",
    "(rovak lumis) ",
    "rovak(",
    ")",
    '["rovak", ',
    '"',
    "1. (a) ",
    "; (a)",
    "step 1: ",
    "2. (a)\n1. (b)\n",
    "(a) ; no, ",
    "(a) # this is wrong\n",
    "(a b) # p(a), not p(b), ",
    "(a b) # not be be\n",
    "a b # the the ",
    "✅ (a b)\n",
    "1 (a b)\n",
    "step #",
    "# a\n",
    "first (a)\n",
    "(a b) ;-",
    "(a b) ;#",
    "| 1 | (a b) | c |\n",
    '{"step": 1, "action": "a", "args": ["b", ',
    '{"action": "a", "args": ["b"]}, ',
    '{"a":',
    "| a | b |\n",
    "; order 1, ",
    "; steps 1 and 2 ",
  ],
  PROVE: [
    "rovak(lumis, tipas)\n",
    "rovak(lumis, tipas), ",
    "rovak(lumis, tipas) -> ",
    "rovak(",
    "(a b c) ",
    "a b c\n",
    "since rovak(lumis, tipas), ",
    "since rovak(lumis, tipas) and ",
    "| 1 | rovak(lumis, tipas) | a |\n",
    "so ",
    "1. ",
    "rovak(lumis, tipas): it is not, no, ",
    "2. rovak(lumis, tipas)\n1. rovak(lumis, tipas) ✓\n",
    '{"fact": "rovak(lumis, tipas)", "rule": 3}, ',
    "using rule 1 with x=a, ",
    "x=a and ",
    "from 1, ",
    "rule 1 from rovak(lumis, tipas) and ",
    "rovak(lumis, tipas) // not a(b), ",
    "it follows that ",
    "rovak(lumis, tipas) (x(",
    "| a | b | c |\n",
  ],
  HUNT: [
    "ask 01 23 12\n",
    "ask ",
    "claim: ",
    "code 1: 01, ",
    "1. 01\n",
    '{"ask": ["01", ',
    "and ",
    "# a\n",
    "ask 01 # claim\n",
    "✅ ",
    "- [ ] ask 01\n",
    "<ask>01</ask>",
    '{"name": "ask", "arguments": {"codes": "01", ',
    "input: codes: 01, ",
    "ask the codes ",
  ],
  REPAIR: [
    "read a/b.py 1-9\n",
    "grep rovak\n",
    `${EDIT}\n`,
    "<<<<<<<\n",
    "edit a.py\n<<<<<<<\n",
    "=======\n",
    ">>>>>>>\n",
    "```\n",
    "run ",
    "run\n",
    "submit the package ",
    "submit a/b/",
    "Action: ",
    "> ",
    "> edit a.py\n",
    "<<<<<<<\na\n=======\nb\n>>>>>>>\n",
    "edit file ",
    "read a/b.py # a",
    "read a/b.py (",
    "[x] ",
    "~~~\n",
    "Answer: ",
    '{"name": "read", "arguments": {"path": "a", ',
    '{"read": ',
    "[TOOL_CALLS]",
    "<tool_call>",
    "<read><path>a",
    "<parameter=path>a</parameter>",
    "run # take ",
    "Action: read\nAction Input: ",
  ],
  OPT: [
    "rovak ",
    '{"name": "rovak", "value": 1}, ',
    "- rovak\nlumis\n",
    "✅ rovak\n",
    "rovak # total ",
    "rovak (4), ",
    "rovak: value 4, ",
    '["rovak", ',
    "and ",
    "1. rovak\n",
    "**rovak** ",
    "2. rovak\n",
    "rovak # a\n",
    "rovak ✓\n",
    '"rovak": true, ',
    "[ ] rovak\n",
    "total value: 8\n",
    "total value: 8, ",
    "rovak: 1, ",
    "| rovak | 1 |\n",
    "I write </think> when ",
    "<!-- ",
    "<!-- --> ",
  ],
};
/** What almost is reasoning, over and over on one line, in front of nothing. */
const MARKS = [
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
  ...["<del>", "<s>a</s>", "~~a ", "~~\n"],
  "~~<answer>1</answer>~~ ",
  "<s><answer>1</answer></s>\n\n",
  "<del>\n```python\nprint(1)\n```\n</del>\n",
];
/** Long runs between two of these take quadratic time where a pattern has no bound. */
const RUNS = [" ", "\t", "\n", ",", ";", "*", "`", "(", ")", "[", "]", '"', "'", "|", "-", ">", "1"];
const BEFORE = ["", "a", ")", '"', "a(b", "answer", "a(b, c)", "[", "plan:", "a ="];
/** The same behind the verbs of turns. */
const VERBS = [
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
/** Programs are not run: what they print is nothing. */
const SILENT = replayEngine(() => "");
const RUNS_OF_TURNS = [...RUNS, "<", "=", "a", "."];

/**
 * The slowest verdict on near-answers of each family, in processor time: the longest answers that are read, one of them behind
 * 50 MB of text, and 50 MB of near-answers, whole ones in tags or fences and ones that never end.
 */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  const filler = "so I think it is <b>1</b>, and then ".repeat(LENGTH / 36);
  for (const [env, units] of Object.entries(UNITS)) {
    const source = environment(env);
    const question = source.generate({ level: source.info.defaultLevel }, "readers");
    let slowest = { ms: 0, what: "" };
    let read = 0;
    for (const answer of nearAnswers(env, units)) {
      const completion = read === 0 ? filler + answer : answer;
      read += 1;
      const ms = await middle(async () => {
        const { thousandths } = await source.check(question.secret, completion, { python: SILENT });
        if (thousandths !== 0) throw new Error(`${env} took ${JSON.stringify(answer.slice(0, 40))} for an answer.`);
      });
      if (ms > slowest.ms) slowest = { ms, what: `${answer.length} of ${JSON.stringify(answer.slice(0, 48))}` };
    }
    results.push({
      name: `${env} slowest reading`,
      ours: 1000 / slowest.ms,
      baseline: 1000 / BAR_MS,
      unit: "verdicts/s",
      ratio: BAR_MS / slowest.ms,
      goal: 1,
      note: `${slowest.ms.toPrecision(3)} ms of processor time for ${slowest.what}…, of ${read} near-answers, the first behind 50 MB of text`,
    });
  }
  return results;
}

function* nearAnswers(env: string, units: readonly string[]): Generator<string> {
  const tag = env === "ABD" ? "input" : env === "HUNT" || env === "REPAIR" ? "action" : "answer";
  const isCode = env === "INDUCE" || env === "DED";
  const length = env === "REPAIR" ? ACTION : ANSWER;
  const filled = (unit: string, size: number): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  const [before, runs] = tag === "action" ? [[...BEFORE, ...VERBS], RUNS_OF_TURNS] : [BEFORE, RUNS];
  const bodies = [
    ...units.map((unit) => filled(unit, length)),
    ...before.flatMap((begun) => runs.map((run) => `${begun}${filled(run, length - begun.length - 1)}x`)),
  ];
  const [open, close] = isCode ? ["```python\n", "\n```\n"] : [`<${tag}>`, `</${tag}>\n`];
  for (const body of bodies) yield `<${tag}>${body}</${tag}>`;
  if (isCode) for (const body of bodies) yield open + body + close;
  for (const unit of units)
    for (const near of [open + unit + close, open + unit, unit + close]) yield filled(near, LENGTH);
  for (const mark of MARKS) yield filled(mark, LENGTH);
}

/** The middle one of three runs. */
async function middle(work: () => Promise<void>): Promise<number> {
  const durations: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const began = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(began);
    durations.push((user + system) / 1000);
  }
  return durations.sort((a, b) => a - b)[1] as number;
}
