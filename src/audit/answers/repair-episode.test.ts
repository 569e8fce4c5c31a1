import { expect, test } from "vitest";
import { answerOf, guessJob } from "../../../test/replay/episode-job.ts";
import { testEngine } from "../../../test/sandbox/kit/engines.ts";
import { challengeFromId, environment } from "../../envs/index.ts";
import type { EpisodeStart } from "../../envs/episode/episode.ts";
import type { RepairState } from "../../envs/repair/repair-state.ts";
import { AffineError, challengeId } from "../../core/index.ts";
import { encodeTranscript, type RolloutRecord, type Transcript } from "../../record/index.ts";
import { jobId, runJob, type JobContext } from "../../rounds/index.ts";
import { silentLogger } from "../../telemetry/index.ts";
import { judgeQuestion } from "./judge-question.ts";

const engine = testEngine({ workers: 2 });
const repair = environment("REPAIR");
const [params, seed] = [{ level: 2 }, "audited"];
const challenge = challengeId({ env: "REPAIR", version: "1", params, seed });
const oracle = repair.study!.oracle(repair.generate(params, seed)) as readonly string[];
const TURNS = ["<action>run</action>", ...oracle.slice(0, -1), "<action>run</action>", oracle.at(-1)!];

/** The package as it is asked about. */
function packageOf() {
  return (repair.generate(params, seed).secret as EpisodeStart<RepairState>).state;
}

/** An episode as the runner asks and records it. */
async function recorded(turns: readonly string[] = TURNS) {
  const plain = guessJob();
  const { hotkey, uid } = plain.miner;
  const job = { ...plain, env: "REPAIR", challenge, id: jobId({ round: 4, index: 0, uid, challenge, hotkey }) };
  const context: JobContext = {
    inference: {
      query: (messages) =>
        Promise.resolve(answerOf(turns[messages.filter(({ role }) => role === "assistant").length] ?? "")),
    },
    challengeOf: (id) => challengeFromId(id, () => ({ python: engine })),
    nowMs: () => 0,
    log: silentLogger,
  };
  return { ...(await runJob(job, context)), request: job.request };
}

const { record, transcript, request } = await recorded();

async function codesOf(changed: Transcript, change: Partial<RolloutRecord> = {}, made = record) {
  const { hash, bytes } = encodeTranscript(changed);
  const answers = [{ id: 0, record: { ...made, transcript: hash, ...change }, bytes }];
  const [judgement] = await judgeQuestion({ challenge, request, answers }, engine);
  return judgement!.deviations.map(({ code }) => code);
}

test("default: a mended package is recorded as right, and running its tools again comes to the same", async () => {
  expect(record).toMatchObject({ outcome: "scored", score: 1000, reason: "correct" });
  expect(transcript!.messages.map(({ content }) => content).join("\n")).toContain("tests/1.txt fails: ");
  expect(transcript!.messages.at(-1)!.content).toBe("tests/1.txt passes.\ntests/2.txt passes.\nTurns left: 7.");
  expect(await codesOf(transcript!)).toEqual([]);
});

test.each<[string, (changed: Transcript) => void, Partial<RolloutRecord>, string]>([
  [
    "a run that is said to have passed",
    (t) => void (t.messages[2]!.content = "tests/1.txt passes.\ntests/2.txt passes.\nTurns left: 11."),
    {},
    "altered_observation",
  ],
  ["another score", () => undefined, { score: 0 }, "wrong_score"],
  ["another reason", () => undefined, { reason: "hidden_test_fails" }, "wrong_reason"],
  ["an edit that was not made", (t) => void (t.earlier![2]!.text = "<action>run</action>"), {}, "altered_turns"],
])("behavior: %s is found", async (_, change, record, code) => {
  const changed = structuredClone(transcript!);
  change(changed);
  expect(await codesOf(changed, record)).toEqual([code]);
});

test("behavior: what is cut between the halves of a character is recorded, and comes to the same when it is played again", async () => {
  const { code } = packageOf();
  const [path, text] = Object.entries(code).find(([name]) => name.endsWith("/main.py"))!;
  const first = text.split("\n")[0]!;
  const edit = (piece: string, old: string): string =>
    `<action>edit ${path}\n<<<<<<<\n${old}\n=======\n${piece}\n>>>>>>></action>`;
  const [note, wide, raises] = [
    `# a${"😀".repeat(2_000)}`,
    "print('a' + '😀' * 400)",
    "raise ValueError('😀' * 2000 + 'a')",
  ];
  const turns = [
    edit(`${note}\n${first}`, first),
    ...["grep 😀", `read ${path} 1-3`].map((action) => `<action>${action}</action>`),
    edit(`${first}\n${wide}`, first),
    "<action>run</action>",
    edit(raises, wide),
    ...["run", `read ${"😀".repeat(60)}x`, "submit"].map((action) => `<action>${action}</action>`),
  ];
  const made = await recorded(turns);
  expect(made.record).toMatchObject({ outcome: "scored", score: 0, reason: "runtime_error" });
  const told = made.transcript!.messages.map(({ content }) => content);
  for (const cut of [`:1: # a${"😀".repeat(148)}\n`, "not shown: line 1 has 4003", `, a${"😀".repeat(59)} was.`])
    expect(told.some((content) => content.includes(cut))).toBe(true);
  for (const content of told) expect(content).not.toMatch(/\ufffd|\\ud[89a-f]/);
  expect(await codesOf(made.transcript!, {}, made.record)).toEqual([]);
});

test("behavior: a module cannot be made one that no record holds: such a turn is lost, and the episode has its verdict", async () => {
  const { code } = packageOf();
  const [path, text] = Object.entries(code).at(-1)!;
  const first = text.split("\n")[0]!;
  for (const escape of ["\\ud800", "\\u0000"]) {
    const held = `{"path": "${path}", "old": ${JSON.stringify(first)}, "new": "x = '${escape}'"}`;
    const turns = [
      `<action>{"name": "edit", "arguments": ${held}}</action>`,
      "<action>run</action>",
      "<action>submit</action>",
    ];
    const made = await recorded(turns);
    expect(made.transcript!.messages.at(-3)!.content).toContain("Turn 1 is lost: forbidden_character.");
    expect(made.record).toMatchObject({ outcome: "scored", score: 0, reason: "nothing_edited" });
    expect(await codesOf(made.transcript!, {}, made.record)).toEqual([]);
    const asked = challengeFromId(challenge, () => ({ python: engine }));
    expect(await asked.evaluate(turns)).toMatchObject({ score: 0, reason: "nothing_edited" });
  }
});

test("behavior: a host whose sandbox fails says that it did not judge", async () => {
  const { hash, bytes } = encodeTranscript(transcript!);
  const ill = { ...engine, run: () => Promise.reject(new AffineError("sandbox_unavailable", "It is ill.")) };
  const answers = [{ id: 0, record: { ...record, transcript: hash }, bytes }];
  const [judgement] = await judgeQuestion({ challenge, request, answers }, ill);
  expect(judgement).toMatchObject({ judged: false, deviations: [], notes: [{ code: "sandbox_unavailable" }] });
});
