import { describe, expect, test } from "vitest";
import { answerOf, guessEnvironment, guessJob, GUESS_ID, hidden, miss, play } from "../../test/replay/episode-job.ts";
import { AffineError } from "../core/index.ts";
import { encodeTranscript } from "../record/index.ts";
import { jobResultSchema, samplingSeed, type KeptTurn, type TurnJournal } from "./index.ts";

const down = new AffineError("inference_transport", "the host is gone");

function journalOf(turns: KeptTurn[] | null, keeps = true): TurnJournal & { kept: number[] } {
  const kept: number[] = [];
  return {
    turns,
    kept,
    keep(all) {
      kept.push(all.length);
      if (keeps && turns !== null) turns.splice(0, Infinity, ...all);
      return Promise.resolve(keeps);
    },
  };
}

const turnOf = (journal: TurnJournal) => ({ waitedForModel: false, journal });

describe("an episode is asked turn by turn", () => {
  test("default: history without reasoning, a seed of its own for each turn, sums in the record", async () => {
    const { result, sent } = await play((turn) =>
      answerOf(turn === 3 ? String(hidden) : `<think>perhaps ${turn}</think>\n${miss(turn)}`, {
        reasoning: `r${turn}`,
      }),
    );
    expect(jobResultSchema.safeParse(result).success).toBe(true);
    expect(result.record).toMatchObject({
      outcome: "scored",
      score: 1000,
      reason: "correct",
      promptTokens: 9,
      completionTokens: 15,
      latencyMs: 39,
    });
    expect(result.record.transcript).toBe(encodeTranscript(result.transcript!).hash);
    expect(sent.map(({ options }) => options.seed)).toEqual([1, 2, 3].map((turn) => samplingSeed(GUESS_ID, turn)));
    expect(new Set(sent.map(({ options }) => options.seed)).size).toBe(3);
    expect(samplingSeed(GUESS_ID)).toBe(samplingSeed(GUESS_ID, 1));
    expect(sent.map(({ options }) => options.maxTokens)).toEqual([40, 40, 40]);
    expect(sent[2]!.messages).toEqual(
      guessEnvironment.episode.replay({ level: 1 }, "episode-1", [miss(1), miss(2)]).messages,
    );
    expect(JSON.stringify(sent)).not.toContain("perhaps");
    expect(result.transcript).toMatchObject({
      text: String(hidden),
      reasoning: "r3",
      messages: sent[2]!.messages,
      earlier: [
        { text: `<think>perhaps 1</think>\n${miss(1)}`, reasoning: "r1", seed: samplingSeed(GUESS_ID, 1) },
        { text: `<think>perhaps 2</think>\n${miss(2)}`, reasoning: "r2", seed: samplingSeed(GUESS_ID, 2) },
      ],
    });
  });

  test("behavior: what the model itself fails at costs a turn, and the last turn ends the episode", async () => {
    const said = [
      answerOf(""),
      answerOf("12", { finishReason: "content_filter" }),
      answerOf("x".repeat(300_000)),
      answerOf("<think>never closed"),
      answerOf("break".repeat(2)),
      answerOf("nothing"),
    ];
    const { result, sent } = await play((turn) => said[turn - 1]!);
    expect(sent).toHaveLength(3);
    expect(result.record).toMatchObject({ outcome: "scored", score: 0, reason: "history_limit" });
    const short = await play((turn) => (turn === 3 ? answerOf("\ud800") : said[turn - 1]!));
    expect(short.sent).toHaveLength(6);
    expect(short.result.record).toMatchObject({ outcome: "scored", score: 0, reason: "turn_limit" });
    expect(short.sent[5]!.messages.filter(({ role }) => role === "assistant").map(({ content }) => content)).toEqual([
      "",
      "",
      "\ufffd",
      "",
      "breakbreak",
    ]);
  });

  test.each([1, 2, 3])(
    "behavior: a host that dies in turn %i leaves the journal, and the same turn is asked again",
    async (dies) => {
      const journal = journalOf([]);
      const say = (turn: number) => answerOf(turn === 4 ? String(hidden) : miss(turn));
      const first = await play((turn) => (turn === dies ? down : say(turn)), guessJob(), turnOf(journal));
      expect(first.result.record).toMatchObject({ outcome: "infra_failure", reason: "transport", transcript: null });
      expect(journal.turns).toHaveLength(dies - 1);
      const again = await play(say, guessJob(), turnOf(journal));
      expect(again.sent[0]).toMatchObject({ options: { seed: samplingSeed(GUESS_ID, dies) } });
      expect(again.sent[0]!.messages).toEqual(first.sent.at(-1)!.messages);
      expect(again.sent).toHaveLength(5 - dies);
      const whole = await play(say);
      expect(again.result.transcript).toEqual(whole.result.transcript);
      expect(again.result.record).toEqual(whole.result.record);
    },
  );

  test("behavior: an episode whose end was journaled is judged without asking", async () => {
    const journal = journalOf([]);
    const whole = await play((turn) => answerOf(turn === 2 ? String(hidden) : miss(turn)), guessJob(), turnOf(journal));
    const again = await play(() => down, guessJob(), turnOf(journal));
    expect(again.sent).toEqual([]);
    expect(again.result).toEqual(whole.result);
  });

  test("error: nothing is asked behind a journal that cannot be read, or a lease that was lost", async () => {
    const unreadable = await play(() => answerOf("1"), guessJob(), turnOf(journalOf(null)));
    expect(unreadable.sent).toEqual([]);
    expect(unreadable.result.record).toMatchObject({ outcome: "infra_failure", reason: "internal" });
    let asked = 0;
    const lost = play((turn) => ((asked += 1), answerOf(miss(turn))), guessJob(), turnOf(journalOf([], false)));
    await expect(lost).rejects.toMatchObject({ code: "locked" });
    expect(asked).toBe(1);
  });

  test("behavior: the deadline holds for the episode; too late a start is the validator's failure", async () => {
    let nowMs = 0;
    const slow = (turn: number) => ((nowMs += 4000), answerOf(miss(turn)));
    const job = guessJob({ answerMs: 10_000 });
    const { result, sent } = await play(slow, job, undefined, () => nowMs);
    expect(result.record).toMatchObject({ outcome: "infra_failure", reason: "timeout" });
    expect(sent.map(({ options }) => options.retry?.deadlineMs)).toEqual([10_000, 6000, 2000]);
    nowMs = 3000;
    expect((await play(slow, job, undefined, () => nowMs)).result.record.reason).toBe("deadline_passed");
    // Half-way through, half of the time is enough.
    nowMs = 3000;
    const half = journalOf([1, 2, 3].map((turn) => keptOf(turn)));
    expect((await play(slow, job, turnOf(half), () => nowMs)).result.record.reason).toBe("timeout");
  });

  test("error: a step that throws is nobody's zero", async () => {
    const { result } = await play((turn) => answerOf(turn === 2 ? "break" : miss(turn)));
    expect(result.record).toMatchObject({ outcome: "invalid", reason: "check_broken", score: 0 });
    expect(result.transcript).toMatchObject({ text: "break" });
  });
});

function keptOf(turn: number): KeptTurn {
  const usage = { promptTokens: 0, completionTokens: 0, latencyMs: 0 };
  const said = { text: miss(turn), reasoning: "", finishReason: "stop", responseId: null, servedModel: null };
  return { ...said, seed: samplingSeed(GUESS_ID, turn), ...usage };
}
