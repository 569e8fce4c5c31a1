import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guessEnvironment, hidden, miss } from "../../../test/replay/episode-job.ts";
import { challengeFromId, defineEpisode, HUNT, makeChallenge, SAT, spokenText, type EpisodeSpec } from "../index.ts";

const { episode } = guessEnvironment;
const level1 = { level: 1 };
const seed = "episode-1";
const replay = (...turns: string[]) => episode.replay(level1, seed, turns);

function spec(change: Partial<EpisodeSpec<null>> = {}): EpisodeSpec<null> {
  return {
    name: "TINY",
    aliases: [],
    version: "1",
    title: "t",
    description: "d",
    answerFormat: "a",
    levels: [1],
    scoredLevels: [1],
    defaultLevel: 1,
    maxTurns: 3,
    reset: () => ({ messages: [{ role: "user", content: "go" }], state: null }),
    step: (state) => ({ state, observation: "on" }),
    onLimit: () => ({ thousandths: 7, reason: "turn_limit", extracted: null, metrics: {} }),
    ...change,
  };
}

/** A list in a list and so on, deeper than any stack. */
const nestedDeep = (): unknown => JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);

describe("an episode", () => {
  test("default: a fold over the turns, the same from an id in another object", () => {
    const { messages, verdict, truncated } = replay(miss(1), miss(2), String(hidden));
    expect(messages.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "user",
      "assistant",
      "user",
      "assistant",
    ]);
    expect({ verdict, truncated }).toMatchObject({ verdict: { score: 1, reason: "correct" }, truncated: false });
    const { id } = makeChallenge(guessEnvironment, { params: level1, seed });
    expect(challengeFromId(id).episode?.replay([miss(1), miss(2), String(hidden)])).toEqual(
      replay(miss(1), miss(2), String(hidden)),
    );
    expect(replay()).toEqual({ messages: episode.reset(level1, seed), verdict: null, truncated: false });
  });

  test("behavior: dice follow from seed and turn, whatever was said", () => {
    const die = (text: string | undefined) => /shows (\d+)/.exec(text ?? "")?.[1];
    const one = replay(miss(1), miss(2)).messages;
    const other = replay("nonsense", "\u0000".repeat(9)).messages;
    expect([3, 5].map((at) => die(one[at]?.content))).toEqual([3, 5].map((at) => die(other[at]?.content)));
    expect(die(one[3]?.content)).not.toBe(die(one[5]?.content));
  });

  test("law: what was said first is a beginning of all that is said later", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.integer({ min: 0, max: 999 }).map(String)), { maxLength: 5 }),
        (turns) => {
          const all = turns.filter((turn) => turn.trim() !== String(hidden) && turn.trim() !== "break");
          const whole = episode.replay(level1, seed, all).messages;
          for (let count = 0; count <= all.length; count += 1) {
            const { messages } = episode.replay(level1, seed, all.slice(0, count));
            expect(messages).toEqual(whole.slice(0, messages.length));
          }
        },
      ),
    );
  });

  test("error: turns after the end are refused, by the end's own number", async () => {
    for (const [turns, turn] of [
      [[String(hidden), "1"], 1],
      [Array<string>(7).fill("1"), 6],
      [Array<string>(40).fill("1"), 6],
    ] as const) {
      expect(() => replay(...turns)).toThrow(
        expect.objectContaining({ code: "invalid_input", details: { fault: "turns_after_end", turn } }),
      );
    }
    const { secret } = guessEnvironment.generate(level1, seed);
    expect(await guessEnvironment.check(secret, [String(hidden), "1"])).toMatchObject({
      score: 0,
      reason: "turns_after_end",
    });
    expect(await guessEnvironment.check(secret, ["1"])).toMatchObject({ score: 0, reason: "unfinished" });
    expect(await guessEnvironment.check(secret, String(hidden))).toMatchObject({ score: 1 });
    for (const completion of [null, 7n, [null], ["1", {}], {}, new Array(2), ["1", , "2"]]) {
      expect(await guessEnvironment.check(secret, completion)).toMatchObject({ score: 0, reason: "not_text" });
    }
    expect(() => episode.replay(level1, seed, [7 as unknown as string])).toThrow("list of texts");
  });

  test("behavior: an action of 10 MB costs a turn where it is reasoning, and the episode where it is none", () => {
    const long = "x".repeat(10 << 20);
    expect(replay(`<think>${long}</think>${hidden}`).verdict).toMatchObject({ score: 1 });
    expect(replay(long)).toMatchObject({ truncated: true, verdict: { score: 0, reason: "history_limit" } });
    expect(() => replay(long, "1")).toThrow("ended with turn 1");
    expect(replay(...Array<string>(3).fill("y".repeat(80_000))).verdict).toBeNull();
    expect(replay(...Array<string>(4).fill("y".repeat(80_000))).verdict).toMatchObject({ reason: "history_limit" });
  });

  test("behavior: the last turn ends it; of one turn it is what other environments are", async () => {
    const tiny = defineEpisode(spec());
    expect(tiny.episode.replay(level1, "s", ["a", "b", "c"])).toMatchObject({
      truncated: true,
      verdict: { thousandths: 7 },
    });
    const verdict = { thousandths: 1000, reason: "correct", extracted: null, metrics: {} };
    const one = defineEpisode(spec({ maxTurns: 1, step: () => ({ verdict }) }));
    expect(await one.check(one.generate(level1, "s").secret, "anything")).toMatchObject({ score: 1 });
  });

  test("behavior: half of a character in an observation is told as a transcript holds it", () => {
    const halved = defineEpisode(spec({ step: (state) => ({ state, observation: "a😀".slice(0, 2) }) }));
    expect(halved.episode.replay(level1, "s", ["a"]).messages.at(-1)!.content).toBe("a\ufffd");
  });

  test("error: a specification or a step that breaks a limit is named", () => {
    for (const maxTurns of [0, 33, 1.5]) expect(() => defineEpisode(spec({ maxTurns }))).toThrow("maxTurns");
    const turn = (change: Partial<EpisodeSpec<null>>) => () =>
      defineEpisode(spec(change)).episode.replay(level1, "s", ["a"]);
    expect(turn({ step: (state) => ({ state, observation: "x".repeat(4097) }) })).toThrow(
      "observed 4097 characters at turn 1",
    );
    expect(turn({ step: (state) => ({ state, observation: 7 as unknown as string }) })).toThrow("observed no text");
    expect(
      turn({
        step: () => {
          throw new TypeError("oh");
        },
      }),
    ).toThrow("could not answer turn 1: oh");
    expect(turn({ reset: () => null })).toThrow("found no question");
    expect(
      turn({ reset: () => ({ messages: [{ role: "user", content: "x".repeat(262_145) }], state: null }) }),
    ).toThrow("opening of more than 262144");
    const changing = defineEpisode<{ count: number }>({
      ...(spec() as unknown as EpisodeSpec<{ count: number }>),
      reset: () => ({ messages: [{ role: "user", content: "go" }], state: { count: 0 } }),
      step: (state) => ((state.count += 1), { state, observation: String(state.count) }),
    });
    expect(() => changing.episode.replay(level1, "s", ["a"])).toThrow(
      expect.objectContaining({ code: "environment_broken" }),
    );
  });
});

test("law: cutting reasoning off twice is cutting it off once", () => {
  const piece = fc.constantFrom(
    "<think>",
    "</think>",
    "[think]",
    "[/think]",
    "a ",
    "`",
    '"',
    "\n",
    "<action>1</action>",
    "between ",
    " and ",
    "<|channel|>analysis",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join("")),
      (text) => {
        expect(spokenText(spokenText(text))).toBe(spokenText(text));
      },
    ),
    { numRuns: 2000 },
  );
  expect(spokenText("<think>no</think>\n yes ")).toBe("yes");
  expect(spokenText("<think>no")).toBe("");
});

describe("reset and step", () => {
  test("default: as a replay says it, turn by turn", async () => {
    const session = await HUNT.reset({ level: 3, seed: "sdk" });
    const { study, episode: hunt } = HUNT.environment;
    const turns = study!.oracle(HUNT.environment.generate({ level: 3 }, "sdk")) as readonly string[];
    for (const [index, turn] of turns.entries()) {
      const { observation, reward, done } = await session.step({ text: turn });
      expect(session.messages).toEqual(hunt!.replay({ level: 3 }, "sdk", turns.slice(0, index + 1)).messages);
      expect({ observation, reward, done }).toEqual(
        index + 1 === turns.length
          ? { observation: null, reward: 1, done: true }
          : { observation: session.messages.at(-1)!.content, reward: null, done: false },
      );
    }
    expect(await session.challenge.evaluate(session.turns)).toEqual(session.verdict);
    const said = session.turns.map((text) => ({ text }));
    expect(await session.challenge.evaluate(said)).toEqual(session.verdict);
    await expect(session.challenge.evaluate([...session.turns, "once more"])).rejects.toMatchObject({
      code: "invalid_input",
      details: { fault: "turns_after_end", turn: turns.length },
    });
    await expect(session.step("once more")).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("error: what is no list of turns is not judged; a list is, whatever is in it", async () => {
    const challenge = await HUNT.generate({ level: 1, seed: "1" });
    for (const lone of ["x", "<action>ask 00</action>", { text: "x" }, 5, null, undefined, {}]) {
      await expect(challenge.evaluate(lone as never)).rejects.toMatchObject({ code: "unsupported" });
    }
    expect(await challenge.evaluate(["x"])).toMatchObject({ score: 0, reason: "unfinished" });
    expect(await challenge.evaluate([])).toMatchObject({ score: 0, reason: "unfinished" });
    for (const turns of [[5], [["x"]], [null], [nestedDeep()], new Array(3)]) {
      expect(await challenge.evaluate(turns as never)).toMatchObject({ score: 0, reason: "not_text" });
    }
  });

  test("error: an answer nested without end is no text, like any list", async () => {
    const challenge = await SAT.generate({ level: 1, seed: "1" });
    for (const answer of [nestedDeep(), { text: nestedDeep() }, [[["x"]]]]) {
      expect(await challenge.evaluate(answer as never)).toMatchObject({ score: 0, reason: "not_text" });
    }
  });

  test("behavior: of one answer it is done after the first; what is no text says nothing", async () => {
    const session = await SAT.reset({ level: 1, seed: "sdk" });
    await expect(session.step(7 as unknown as string)).rejects.toMatchObject({ code: "invalid_input" });
    expect(await session.step("UNSAT")).toMatchObject({
      done: true,
      reward: 0,
      observation: null,
      verdict: { reason: "no_answer" },
    });
    await expect(session.step("again")).rejects.toThrow("ended with turn 1");
  });
});
