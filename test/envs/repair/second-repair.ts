import type { PythonEngine } from "../../../src/sandbox/index.ts";
import { taggedAnswer } from "../second/tagged-answer.ts";

/**
 * REPAIR once more, written from docs/environments-repair.md, without any code of the environment: what its tools show and
 * how it judges. It gives the sandbox the modules inside of the program, so that files of a run are compared too.
 */
export interface SecondPlay {
  /** One for each turn that did not end the episode. */
  readonly observations: readonly string[];
  readonly verdict: { readonly score: number; readonly reason: string; readonly passed: number | null } | null;
}

export interface SecondTest {
  readonly commands: readonly string[];
  readonly printed: readonly string[];
}

/** What is hidden from players, beside the opening. */
export interface SecondPackage {
  readonly folder: string;
  readonly modules: Readonly<Record<string, string>>;
  readonly others: Readonly<Record<string, string>>;
  readonly visible: readonly SecondTest[];
  readonly hidden: readonly SecondTest[];
}

const TURNS = 12;
const ROOM = 3_800;

/** Plays all turns. */
export async function playSecond(
  engine: PythonEngine,
  { folder, modules, others, visible, hidden }: SecondPackage,
  turns: readonly string[],
): Promise<SecondPlay> {
  const code = new Map(Object.entries(modules));
  const rest = new Map(Object.entries(others));
  const observations: string[] = [];
  let edited = false;
  for (const [at, said] of turns.entries()) {
    const turn = at + 1;
    const lost = (reason: string): string => `Turn ${turn} is lost: ${reason}.`;
    const [tool, ...given] = toolOf(said);
    let told: string;
    if (tool === "submit") return { observations, verdict: await judge(engine, folder, code, visible, hidden, edited) };
    if (tool === "lost") told = lost(given[0]!);
    else if (tool === "read") told = shown(code, rest, given[0]!, Number(given[1]), Number(given[2]));
    else if (tool === "grep") told = searched([...code, ...rest], given[0]!);
    else if (tool === "edit") {
      const [path = "", ...pieces] = given;
      const before = code.get(path);
      const count = pieces.length / 3;
      let problem: string | null = null;
      for (let at = 0; at < pieces.length && problem === null; at += 3) {
        const [old = "", piece = "", blanks = ""] = pieces.slice(at, at + 3);
        problem = edit(code, rest, path, old, piece);
        const moved = [old, piece].map((text) => text.split("\n"));
        const all = moved.flat().every((line) => line.trim() === "" || line.startsWith(blanks));
        if (blanks !== "" && all && problem?.startsWith("the old lines do not stand") === true) {
          const [were = "", after = ""] = moved.map((text) => text.map((line) => line.slice(blanks.length)).join("\n"));
          problem = edit(code, rest, path, were, after);
        }
        if (problem !== null && count > 1 && before !== undefined)
          problem = `patch ${at / 3 + 1} of ${count}: ${problem}`;
      }
      if (problem !== null && before !== undefined) code.set(path, before);
      edited ||= problem === null;
      told = problem === null ? `${given[0]!} is edited.` : lost(problem);
    } else told = await tried(engine, folder, code, visible);
    if (turn === TURNS) return { observations, verdict: { score: 0, reason: "turn_limit", passed: null } };
    observations.push(`${told}\nTurns left: ${TURNS - turn}.`);
  }
  return { observations, verdict: null };
}

/** The tool of a turn and what it takes. */
function toolOf(said: string): string[] {
  const end = said.toLowerCase().lastIndexOf("</think>");
  const spoken = end === -1 ? said : said.slice(end + 8);
  const taken = taggedAnswer(spoken.includes("<think>") ? "" : spoken, "action");
  if (!taken.found) return ["lost", taken.reason];
  if (taken.answer.length > 16_384) return ["lost", "action_too_long"];
  let lines = withoutBlankEnds(taken.answer.split(/\r\n|\r|\n/));
  if (lines.length > 1 && lines[0]!.trim().startsWith("```") && lines.at(-1)!.trim() === "```") {
    lines = withoutBlankEnds(lines.slice(1, -1));
  }
  const head = /^[^A-Za-z]*([A-Za-z]+)[*_`]*:?[*_`]*(?:\s+(.*))?$/.exec((lines[0] ?? "").trim());
  const takes = (head?.[2] ?? "").trim();
  const verbs = ["read", "grep", "edit", "run", "test", "submit", "done"];
  const verb = head?.[1]?.toLowerCase() ?? "";
  const goesOn = lines
    .slice(1)
    .some((line) => verbs.includes((/[a-z]\w*/i.exec(line)?.[0] ?? "").toLowerCase()) && /^\W*[a-z]/i.test(line));
  const alone = ["run", "test", "submit", "done"].includes(verb);
  const goesOnThere = alone && /\b(?:read|grep|edit|run|submit)\b/i.test(takes);
  if (verbs.includes(verb) && verb !== "edit" && (goesOn || goesOnThere)) return ["lost", "several_actions"];
  switch (verb) {
    case "read":
      return read(takes);
    case "grep": {
      const text = /^(["'`])(.+)\1$/.exec(takes)?.[2] ?? takes;
      return text === "" ? ["lost", "no_text"] : text.length > 200 ? ["lost", "text_too_long"] : ["grep", text];
    }
    case "edit":
      return patch(takes, lines.slice(1));
    case "run":
    case "test":
      return /^(?:no|not)\b/.test(takes) ? ["lost", "unknown_action"] : ["run"];
    case "submit":
    case "done":
      return /^(?:no|not|maybe)\b|\?$/.test(takes) ? ["lost", "unknown_action"] : ["submit"];
    default:
      return ["lost", "unknown_action"];
  }
}

function withoutBlankEnds(lines: readonly string[]): string[] {
  const full = lines.map((line) => line.trim() !== "");
  return full.includes(true) ? lines.slice(full.indexOf(true), full.lastIndexOf(true) + 1) : [];
}

function read(takes: string): string[] {
  const [word = "", ...range] = takes.split(/\s+/);
  if (word === "" || word.length > 200) return ["lost", "no_path"];
  const path = named(word);
  if (range.length === 0) return ["read", path, "1", "1000000000"];
  const lines = /^(?:lines? )?(\d+)(?:-(\d+))?$/.exec(range.join(" ").replace(/[–—−]/g, "-"));
  return lines === null ? ["lost", "bad_lines"] : ["read", path, lines[1]!, lines[2] ?? lines[1]!];
}

function patch(takes: string, lines: readonly string[]): string[] {
  const path = named(takes);
  if (path === "" || path.length > 200) return ["lost", "no_path"];
  const found: string[] = [];
  let left = [...lines];
  for (;;) {
    while (left.length > 0 && (left[0]!.trim() === "" || left[0]!.trim().startsWith("```"))) left.shift();
    if (left.length === 0) return found.length === 0 ? ["lost", "no_patch"] : ["edit", path, ...found];
    if (/^(?:read|grep|edit|run|submit)\b/.test(left[0]!) && found.length > 0) {
      return [
        "lost",
        "several_actions, and an edit takes patches of one module, as many as are wanted, and nothing else",
      ];
    }
    const isTold = left.every((line) => line.trim() === "" || /^[A-Z][a-z]*,? [a-z].*[.!]$/.test(line));
    if (isTold && found.length > 0 && !/wrong|take.* back/.test(left.join())) return ["edit", path, ...found];
    if (!left[0]!.trim().startsWith("<<<")) return ["lost", "no_patch"];
    const blanks = /^\s*/.exec(left[0]!)![0];
    const marks = left.flatMap((line, at) =>
      at > 0 && line.startsWith(blanks) && /^(?:<{3,}|={3,}|>{3,})(?: ?[A-Za-z]+)?\s*$/.test(line.slice(blanks.length))
        ? [at]
        : [],
    );
    const [middle = -1, to = -1] = marks;
    if (middle < 0 || to < 0 || left[middle]!.trim()[0] !== "=" || left[to]!.trim()[0] !== ">")
      return ["lost", "no_patch"];
    const old = left.slice(1, middle);
    if (old.every((line) => line.trim() === "")) return ["lost", "empty_old"];
    found.push(old.join("\n"), left.slice(middle + 1, to).join("\n"), blanks);
    left = left.slice(to + 1);
  }
}

/** A path without code marks and a colon around it, and `./` before it. */
function named(word: string): string {
  return word.replaceAll("`", "").replace(/:$/, "").replace(/^\.\//, "");
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

function shown(code: Map<string, string>, rest: Map<string, string>, path: string, from: number, to: number): string {
  const text = code.get(path) ?? rest.get(path);
  if (text === undefined) return noFile(path);
  const lines = linesOf(text);
  if (from < 1 || from > lines.length || to < from) return `There are no such lines: ${path} has ${lines.length}.`;
  const wanted = lines.slice(from - 1, to);
  const fits = fitting(wanted);
  const last = from + fits.length - 1;
  if (fits.length === 0) {
    const which = wanted.length === 1 ? `line ${from}` : `lines ${from}-${from + wanted.length - 1}`;
    return `${path}, ${which} of ${lines.length} not shown: line ${from} has ${wanted[0]!.length} characters, 3799 fit.`;
  }
  const note = fits.length < wanted.length ? `; ${last + 1}-${from + wanted.length - 1} do not fit` : "";
  return `${path}, lines ${from}-${last} of ${lines.length}${note}:\n${fits.join("\n")}`;
}

/** As many of the first lines as there is room for, line breaks included. */
function fitting(lines: readonly string[]): readonly string[] {
  let used = 0;
  const end = lines.findIndex((line) => (used += line.length + 1) > ROOM);
  return end === -1 ? lines : lines.slice(0, end);
}

/** So many units, or one less: no half characters. */
function cut(text: string, most: number): string {
  const whole = Array.from(text);
  while (whole.join("").length > most) whole.pop();
  return whole.join("");
}

function searched(files: readonly (readonly [string, string])[], text: string): string {
  const found: string[] = [];
  for (const [path, content] of files) {
    for (const [index, line] of content.split("\n").entries()) {
      if (line.includes(text)) found.push(`${path}:${index + 1}: ${cut(line, 300)}`);
    }
  }
  if (found.length === 0) return "No line of any file holds this text.";
  const fits = fitting(found);
  const what = found.length === 1 ? "1 line" : `${found.length} lines`;
  return `${what}${fits.length < found.length ? `, the first ${fits.length} of them` : ""}:\n${fits.join("\n")}`;
}

function noFile(path: string): string {
  return `There is no file ${JSON.stringify(cut(path, 80))}; the opening lists all.`;
}

/** Why nothing was edited, or `null`. */
function edit(
  code: Map<string, string>,
  rest: Map<string, string>,
  path: string,
  old: string,
  piece: string,
): string | null {
  if (rest.has(path)) return `${path} cannot be edited, only modules of the package can`;
  const text = code.get(path);
  if (text === undefined) return noFile(path).replace(/\.$/, "");
  const [lines, wanted] = [linesOf(text), old.split("\n")];
  const places = lines.flatMap((_, at) => (wanted.every((line, more) => lines[at + more] === line) ? [at] : []));
  if (places.length === 0) return `the old lines do not stand in ${path}`;
  if (places.length > 1) return `the old lines stand in ${path} more than once`;
  if (old === piece) return "the new lines are the old ones";
  const put = piece === "" ? [] : piece.split("\n");
  const after = [...lines.slice(0, places[0]), ...put, ...lines.slice(places[0]! + wanted.length)];
  code.set(path, after.length === 0 ? "" : `${after.join("\n")}\n`);
  return null;
}

/** A program that holds the modules itself, and serves them to imports. */
function programOf(folder: string, code: ReadonlyMap<string, string>): string {
  return `import sys, importlib.abc, importlib.util
class Served(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    texts = ${JSON.stringify(Object.fromEntries(code))}
    def find_spec(self, name, path=None, target=None):
        if name == ${JSON.stringify(folder)}:
            return importlib.util.spec_from_loader(name, self, is_package=True)
        return importlib.util.spec_from_loader(name, self) if name.replace(".", "/") + ".py" in self.texts else None
    def get_source(self, name):
        return "" if name == ${JSON.stringify(folder)} else self.texts[name.replace(".", "/") + ".py"]
    def is_package(self, name):
        return name == ${JSON.stringify(folder)}
sys.meta_path.insert(0, Served())
from ${folder}.main import main
main()
`;
}

const ENDS: Readonly<Record<string, string>> = {
  exit: "exit_status",
  runtime_error: "runtime_error",
  fuel: "fuel_exhausted",
  memory: "memory_exhausted",
  output: "output_too_long",
  violation: "program_violation",
  crash: "program_crashed",
};

/** `null` where a test passes; else why not, and the first place that differs. */
async function failure(
  engine: PythonEngine,
  program: string,
  { commands, printed }: SecondTest,
): Promise<{ readonly reason: string; readonly at: number; readonly got: string | undefined } | null> {
  const { kind, stdout } = await engine.run(program, {
    stdin: commands.map((command) => `${command}\n`).join(""),
    limits: { fuelTicks: 400_000_000, outputBytes: 65_536 },
  });
  if (kind !== "ok") return { reason: ENDS[kind]!, at: -1, got: undefined };
  const lines =
    stdout.trimEnd() === ""
      ? []
      : stdout
          .trimEnd()
          .split("\n")
          .map((line) => line.trimEnd());
  const at = printed.findIndex((line, index) => lines[index] !== line);
  if (at === -1 && lines.length === printed.length) return null;
  return { reason: "", at: at === -1 ? printed.length : at, got: lines[at === -1 ? printed.length : at] };
}

/** What a run says; how a run ended that was not through is told by its reason alone here. */
async function tried(
  engine: PythonEngine,
  folder: string,
  code: Map<string, string>,
  visible: readonly SecondTest[],
): Promise<string> {
  const said: string[] = [];
  for (const [index, test] of visible.entries()) {
    const path = `tests/${index + 1}.txt`;
    const failed = await failure(engine, programOf(folder, code), test);
    if (failed === null) said.push(`${path} passes.`);
    else if (failed.reason !== "") said.push(`${path} fails: ${failed.reason}`);
    else {
      const got = failed.got === undefined ? "nothing was" : `${cut(failed.got, 120)} was`;
      said.push(`${path} fails: > ${test.commands[failed.at]!}\n${test.printed[failed.at]!} must be printed, ${got}.`);
    }
  }
  return said.join("\n");
}

async function judge(
  engine: PythonEngine,
  folder: string,
  code: Map<string, string>,
  visible: readonly SecondTest[],
  hidden: readonly SecondTest[],
  edited: boolean,
): Promise<SecondPlay["verdict"]> {
  if (!edited) return { score: 0, reason: "nothing_edited", passed: null };
  const program = programOf(folder, code);
  for (const [passed, test] of [...visible, ...hidden].entries()) {
    const failed = await failure(engine, program, test);
    if (failed === null) continue;
    const wrong = passed < visible.length ? "own_test_fails" : "hidden_test_fails";
    return { score: 0, reason: failed.reason === "" ? wrong : failed.reason, passed };
  }
  return { score: 1000, reason: "correct", passed: visible.length + hidden.length };
}
