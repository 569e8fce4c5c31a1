import { expect, test } from "vitest";
import {
  answerOf,
  guessEnvironment,
  guessJob,
  GUESS_ID,
  hidden,
  miss,
  play,
} from "../../../test/replay/episode-job.ts";
import { engineOf } from "../../../test/audit/word-environment.ts";
import { samplingSeed } from "../../rounds/index.ts";
import { encodeTranscript, type RolloutRecord, type Transcript } from "../../record/index.ts";
import type { DeviationCode } from "../deviation.ts";
import { judgeQuestion } from "./judge-question.ts";

const { request } = guessJob();
const { result } = await play((turn) => answerOf(turn === 4 ? String(hidden) : miss(turn)));
const honest = result.transcript!;

async function codesOf(transcript: Transcript, change: Partial<RolloutRecord> = {}): Promise<DeviationCode[]> {
  const { hash, bytes } = encodeTranscript(transcript);
  const record = { ...result.record, transcript: hash, ...change };
  const answers = [{ id: 0, record, bytes }];
  const [judgement] = await judgeQuestion({ challenge: GUESS_ID, request, answers }, engineOf("ok"));
  return judgement!.deviations.map(({ code }) => code);
}

type Earlier = NonNullable<Transcript["earlier"]>;

/** The history of turns as an honest program would send it, whoever's turns they are. */
const history = (turns: readonly string[]) => [
  ...guessEnvironment.episode.replay({ level: 1 }, "episode-1", turns).messages,
];
/** Turns with the seeds of their new places. */
const reseeded = (earlier: Earlier): Earlier =>
  earlier.map((turn, index) => ({ ...turn, seed: samplingSeed(GUESS_ID, index + 1) }));
const copy = (change: (transcript: Transcript, earlier: Earlier) => void): Transcript => {
  const transcript = structuredClone(honest);
  change(transcript, transcript.earlier!);
  return transcript;
};

test("default: an honest episode stands", async () => {
  expect(await codesOf(honest)).toEqual([]);
});

test.each<[string, Transcript, Partial<RolloutRecord>, DeviationCode]>([
  [
    "a turn removed from history and turns",
    copy((t, e) => {
      e.shift();
      t.messages.splice(2, 2);
    }),
    {},
    "altered_observation",
  ],
  [
    "the first turn removed, seeds and all put right but what was observed",
    copy((t, e) => {
      t.earlier = reseeded(e.slice(1));
      t.sampling.seed = samplingSeed(GUESS_ID, 3);
      t.messages.splice(2, 2);
    }),
    {},
    "altered_observation",
  ],
  ["a turn removed from the history alone", copy((t) => void t.messages.splice(2, 2)), {}, "altered_turns"],
  ["a turn removed from the turns alone", copy((_, e) => void e.pop()), {}, "altered_turns"],
  [
    "all turns but the last removed",
    copy((t) => {
      delete t.earlier;
    }),
    {},
    "altered_turns",
  ],
  ["two turns swapped in the turns", copy((_, e) => void e.splice(0, 2, e[1]!, e[0]!)), {}, "altered_turns"],
  [
    "two turns swapped with what was observed",
    copy((t, e) => {
      e.splice(0, 2, e[1]!, e[0]!);
      t.messages.splice(2, 4, ...t.messages.slice(4, 6), ...t.messages.slice(2, 4));
    }),
    {},
    "altered_observation",
  ],
  [
    "two turns swapped and all that follows made anew",
    copy((t, e) => {
      e.splice(0, 2, e[1]!, e[0]!);
      t.messages = history(e.map(({ text }) => text));
    }),
    {},
    "altered_sampling",
  ],
  [
    "an observation forged, the score being right",
    copy((t) => {
      t.messages[3] = { role: "user", content: `lower, by ${hidden}` };
    }),
    {},
    "altered_observation",
  ],
  [
    "the last observation forged",
    copy((t) => {
      t.messages[7] = { role: "user", content: "higher; the die shows 1" };
    }),
    {},
    "altered_observation",
  ],
  ["what a turn said forged", copy((_, e) => void (e[1]!.text = "1")), {}, "altered_turns"],
  [
    "the opening altered",
    copy((t) => {
      t.messages[1] = { role: "user", content: `Guess ${hidden}.` };
    }),
    {},
    "altered_prompt",
  ],
  [
    "a turn after the end",
    copy((t, e) => {
      e.push({ ...e[0]!, text: t.text, seed: samplingSeed(GUESS_ID, 4) });
      t.messages.push({ role: "assistant", content: t.text });
      t.text = "7";
      t.sampling.seed = samplingSeed(GUESS_ID, 5);
    }),
    {},
    "turn_after_end",
  ],
  [
    "a turn after the end, with an observation",
    copy((t, e) => {
      e.push({ ...e[0]!, text: t.text, seed: samplingSeed(GUESS_ID, 4) });
      t.messages.push({ role: "assistant", content: t.text }, { role: "user", content: "go on" });
      t.sampling.seed = samplingSeed(GUESS_ID, 5);
    }),
    {},
    "turn_after_end",
  ],
  [
    "two turns after the end",
    copy((t, e) => {
      e.push({ ...e[0]!, text: t.text }, { ...e[0]!, text: "5" });
    }),
    {},
    "turn_after_end",
  ],
  [
    "an episode cut short",
    copy((t, e) => {
      t.text = e.at(-1)!.text;
      t.sampling.seed = e.pop()!.seed;
      t.messages.splice(-2);
    }),
    {},
    "unfinished_episode",
  ],
  ["a seed of another turn", copy((_, e) => void (e[1]!.seed = samplingSeed(GUESS_ID, 1))), {}, "altered_sampling"],
  ["more tokens than a turn has", copy((t) => void (t.sampling.maxTokens = 50)), {}, "altered_sampling"],
  ["another score", honest, { score: 500 }, "wrong_score"],
  ["another reason", honest, { reason: "lucky" }, "wrong_reason"],
  ["a failure claimed", honest, { outcome: "model_failure", score: 0, reason: "empty" }, "wrong_outcome"],
])("error: %s", async (_name, transcript, change, code) => {
  expect(await codesOf(transcript, change)).toEqual([code]);
});
