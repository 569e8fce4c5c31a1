import { Random } from "../../../src/core/index.ts";
import { repairEnvironment } from "../../../src/envs/index.ts";
import type { PythonEngine } from "../../../src/sandbox/index.ts";
import { playSecond } from "./second-repair.ts";

/** What was compared, and where the two differ. */
export interface Differences {
  episodes: number;
  turns: number;
  readonly reasons: Map<string, number>;
  readonly disagreements: string[];
}

/** Plays so many episodes of turns, sound and spoilt, in the environment and in the second implementation. */
export async function compareRepairs(
  engine: PythonEngine,
  series: string,
  episodes: number,
  levels: readonly number[] = repairEnvironment.info.levels,
): Promise<Differences> {
  const found: Differences = { episodes: 0, turns: 0, reasons: new Map(), disagreements: [] };
  const { episode, study } = repairEnvironment;
  for (; found.episodes < episodes; found.episodes += 1) {
    const random = Random.from("affine/test/repair/differential", series, found.episodes);
    const generated = repairEnvironment.generate(
      { level: random.pick(levels) },
      `differential-${series}-${Math.floor(found.episodes / 4)}`,
    );
    const { state } = generated.secret;
    const oracle = study!.oracle(generated) as readonly string[];
    const turns: string[] = [];
    const asked = random.between(3, 12);
    const right = random.below(3) === 0 ? oracle.slice(0, -1) : [];
    for (const turn of right) turns.push(turn);
    while (turns.length < asked - 1) turns.push(turnOf(random, state, oracle));
    turns.push(random.below(8) === 0 ? turnOf(random, state, oracle) : "<action>submit</action>");
    const said = turns.slice(
      0,
      turns.findIndex((turn) => /<action>\W*(submit|done)\W*<\/action>$/i.test(turn)) + 1 || undefined,
    );
    const ours = await episode.playFrom(generated.secret, said, { python: engine });
    const { folder, code, fixed, visible, hidden } = state;
    const second = await playSecond(engine, { folder, modules: code, others: fixed, visible, hidden }, said);
    const observations = ours.messages.filter(({ role }) => role === "user").slice(1);
    const mine = {
      observations: observations.map(({ content }) => withoutTraces(content)),
      verdict:
        ours.verdict === null
          ? null
          : {
              score: ours.verdict.thousandths,
              reason: ours.verdict.reason,
              passed: ours.verdict.metrics["passed"] ?? null,
            },
    };
    found.turns += said.length;
    const reasons = [
      ours.verdict?.reason ?? "unfinished",
      ...mine.observations.map(
        (text) => /is lost: (\w+)/.exec(text)?.[1] ?? /fails: (\w+)\n/.exec(text)?.[1] ?? text.split(/[ :,]/)[1] ?? "",
      ),
    ];
    for (const reason of reasons) found.reasons.set(reason, (found.reasons.get(reason) ?? 0) + 1);
    if (JSON.stringify(mine) !== JSON.stringify(second)) {
      found.disagreements.push(JSON.stringify({ episode: found.episodes, said, mine, second }, null, 1));
    }
  }
  return found;
}

/** A run that is not through is told with Python's own words, which name the files that the two serve otherwise. */
function withoutTraces(text: string): string {
  return text.replace(
    /(fails: (?:runtime_error|exit_status|fuel_exhausted|memory_exhausted|output_too_long))(?:\n(?!tests\/\d\.txt |Turns left)[^\n]*)+/g,
    "$1",
  );
}

type State = ReturnType<typeof repairEnvironment.generate>["secret"]["state"];

function turnOf(random: Random, { code, fixed }: State, oracle: readonly string[]): string {
  const files = [...Object.keys(code), ...Object.keys(fixed)];
  const path = random.pick(files);
  const lines = (code[path] ?? fixed[path] ?? "").split("\n");
  const line = random.pick(lines);
  const [from, more] = [random.between(0, lines.length + 2), random.below(12)];
  const module = random.pick(Object.keys(code));
  const own = (code[module] ?? "").split("\n");
  const at = random.below(Math.max(1, own.length - 1));
  const piece = own.slice(at, at + random.between(1, 3)).join("\n");
  const changed = random.pick([
    piece.replace(/\d/, "7"),
    piece.replace(" + ", " - "),
    piece.replace("<", ">"),
    "",
    "x = (",
    `${piece}  `,
    `${piece}\n# a${"😀".repeat(random.pick([20, 150, 1900]))}`,
    `${piece}\nprint('${random.pick(["", "a"])}' + '😀' * 90)`,
  ]);
  const marks = random.pick([
    ["<<<<<<<", "=======", ">>>>>>>"],
    ["<<<<<<< SEARCH", "=======", ">>>>>>> REPLACE"],
    ["<<<", "===", ">>>"],
  ] as const);
  const edit = `edit ${module}\n${marks[0]}\n${piece}\n${marks[1]}\n${changed === "" ? "" : `${changed}\n`}${marks[2]}`;
  const action = random.pick([
    `read ${path}`,
    `read ${path} ${from}-${from + more}`,
    `READ \`${path}\` lines ${from}-${from + more}`,
    `read ${path} ${from}`,
    `read ./${path} ${from}–${from + more}`,
    `read \`${path}\`:`,
    edit.replace(module, `\`${module}\`:`),
    edit.replace(/^(<<<|===|>>>)/gm, "  $1"),
    edit.replace(/\n(?=[^\n])/g, "\n  "),
    `grep ${line.trim().slice(0, 12)}`,
    `grep "${line.trim().slice(0, 6)}"`,
    "grep e",
    "grep 😀",
    `read ${path} ${from}-99999999999999999999`,
    `read ${module} ${at + 1}-${at + 4}`,
    "grep zzzz",
    edit,
    edit,
    edit,
    `\`\`\`\n${edit}\n\`\`\``,
    edit.replace(module, path),
    `${edit}\n${edit.slice(edit.indexOf("\n") + 1).replace(piece, changed || "z")}`,
    `${edit}\n\n${edit.slice(edit.indexOf("\n") + 1).replace(piece, lines.at(-2) ?? "")}`,
    `${edit}\n${edit}`,
    edit.replace(`\n${marks[1]}\n`, `\n${marks[1]}\n${marks[1]}\n`),
    "submit no",
    "submit maybe",
    `${edit}\n\nThis removes the extra step.`,
    `${edit}\nThis is wrong.`,
    edit.replace(module, `${module}x`),
    edit.replace(`${piece}\n`, ""),
    edit.replace(/\n>+.*$/, ""),
    edit.replace("\n", "\nplease\n"),
    "run",
    "**run**",
    "test",
    "read ../secret",
    "read",
    `read ${path} first`,
    "grep",
    `grep ${"x".repeat(201)}`,
    "edit",
    "look around",
    `edit ${module}\n${"y".repeat(17_000)}`,
    "run \u200bnow",
  ]);
  const dressed = random.pick([
    // A tag that touches a quote or code mark is one that is only named.
    /[`"]/.test(action) ? `<action>\n${action}\n</action>` : `<action>${action}</action>`,
    `<action>\n${action}\n</action>`,
    `I try this.\n<ACTION>\n${action}\n</ACTION>`,
    `<think>${random.pick(oracle)}</think>\n<action>\n${action}\n</action>`,
    `<action>run</action> no: <action>\n${action}\n</action>`,
  ]);
  return random.below(30) === 0 ? random.pick([action, `<action>${action}`, "", `<think>${dressed}`]) : dressed;
}
