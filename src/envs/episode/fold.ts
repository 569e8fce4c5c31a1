import { AffineError, evaluationOf, type Message, type Random } from "../../core/index.ts";
import { brokenBy, wellFormedEvaluation } from "../well-formed.ts";
import type { Verdict as RunVerdict } from "../../sandbox/index.ts";
import type { CheckContext } from "../check-context.ts";
import { MAX_HISTORY_LENGTH, MAX_OBSERVATION_LENGTH, MAX_RUNS_A_TURN } from "./episode-limits.ts";
import type { EpisodeSpec, PythonRun, Reply, RunsPython } from "./episode-spec.ts";
import type { Replay } from "./episode.ts";
import { spokenText } from "./spoken-text.ts";

/** What folding needs of a specification. */
export type Steps<State> = Pick<EpisodeSpec<State>, "name" | "maxTurns" | "python" | "step" | "onLimit">;

type Answered<State> = Exclude<Reply<State>, RunsPython<State>>;

/** What an episode waits for while it is folded: a run of Python that a turn asks for. */
export interface Wanted {
  readonly turn: number;
  readonly run: PythonRun;
}

/** A fold under way: it yields what is to be run, takes how that ended, and returns the episode. */
export type Fold = Generator<Wanted, Replay, RunVerdict>;

/**
 * Folds the turns of a model over the state of an episode.
 *
 * @param stream the dice of a turn, from 1
 * @param onFailedTest told of the test that the verdict rests on, where it rests on one
 * @throws AffineError `invalid_input` for turns after the end, `environment_broken` for a step that throws or breaks a limit
 */
export function* foldTurns<State>(
  spec: Steps<State>,
  start: { readonly messages: readonly Message[]; readonly state: State },
  turns: readonly string[],
  stream: (turn: number) => Random,
  onFailedTest?: CheckContext["onFailedTest"],
): Fold {
  const messages: Message[] = [...start.messages];
  let length = messages.reduce((sum, { content }) => sum + content.length, 0);
  let { state } = start;
  for (const [index, said] of turns.entries()) {
    const turn = index + 1;
    const content = spokenText(typeof said === "string" ? said : "");
    messages.push({ role: "assistant", content });
    length += content.length;
    const end = (verdict: Replay["verdict"], truncated: boolean): Replay => {
      if (turn < turns.length) throw turnsAfterEnd(spec.name, turn, turns.length);
      return { messages, verdict, truncated };
    };
    if (length > MAX_HISTORY_LENGTH) return end(limitVerdict(spec, state, turn, "history_limit"), true);
    const reply = yield* replyTo(spec, state, content, stream(turn), turn);
    if (reply.verdict !== undefined) {
      const ended = end(wellFormedEvaluation(spec.name, reply.verdict), false);
      if (reply.failed !== undefined) onFailedTest?.(reply.failed);
      return ended;
    }
    state = reply.state;
    if (turn === spec.maxTurns) return end(limitVerdict(spec, state, turn, null), true);
    length += reply.observation.length;
    if (length > MAX_HISTORY_LENGTH) return end(limitVerdict(spec, state, turn, "history_limit"), true);
    messages.push({ role: "user", content: reply.observation });
  }
  return { messages, verdict: null, truncated: false };
}

/** What can be wrong with turns before any is looked at. @throws AffineError `invalid_input` */
export function checkTurns(
  { name, maxTurns }: Pick<Steps<unknown>, "name" | "maxTurns">,
  turns: readonly unknown[],
): readonly string[] {
  if (!Array.isArray(turns) || turns.some((turn) => typeof turn !== "string")) {
    throw new AffineError("invalid_input", `Turns of ${name} are a list of texts.`, {
      hint: "Pass what the model said, turn by turn.",
    });
  }
  if (turns.length > maxTurns) {
    throw new AffineError("invalid_input", `${name} has at most ${maxTurns} turns; ${turns.length} were given.`, {
      hint: "Leave out what was said after the end.",
      details: { fault: "turns_after_end", turn: maxTurns },
    });
  }
  return turns as readonly string[];
}

function turnsAfterEnd(name: string, turn: number, given: number): AffineError {
  return new AffineError(
    "invalid_input",
    `The episode of ${name} ended with turn ${turn}; ${given} turns were given.`,
    {
      hint: "Leave out what was said after the end.",
      details: { fault: "turns_after_end", turn },
    },
  );
}

function* replyTo<State>(
  spec: Steps<State>,
  state: State,
  action: string,
  random: Random,
  turn: number,
): Generator<Wanted, Answered<State>, RunVerdict> {
  const said = (step: () => Reply<State>): Reply<State> => {
    try {
      return step();
    } catch (cause) {
      throw brokenBy(cause, `${spec.name} could not answer turn ${turn}`, brokenHint("step"));
    }
  };
  let reply = said(() => spec.step(state, action, random, turn));
  for (let runs = 0; "python" in reply; runs += 1) {
    const { python: run, next } = reply;
    if (spec.python !== true || runs === MAX_RUNS_A_TURN) throw tooMuchPython(spec, turn);
    const ended = yield { turn, run };
    reply = said(() => next(ended));
  }
  if (reply.verdict !== undefined) return reply;
  // Authors write plain JavaScript too, so the types promise nothing.
  const observation: unknown = reply.observation;
  if (typeof observation === "string" && observation.length <= MAX_OBSERVATION_LENGTH) {
    // No transcript can hold half of a character: what is replayed must be what was stored.
    return { ...reply, observation: observation.toWellFormed() };
  }
  const what = typeof observation === "string" ? `${observation.length} characters` : "no text";
  throw new AffineError("environment_broken", `${spec.name} observed ${what} at turn ${turn}.`, {
    hint: `step returns { verdict } or { state, observation } with at most ${MAX_OBSERVATION_LENGTH} characters.`,
  });
}

function tooMuchPython({ name, python }: Pick<EpisodeSpec<never>, "name" | "python">, turn: number): AffineError {
  const what = python === true ? `more than ${MAX_RUNS_A_TURN} times` : "though it does not say so";
  return new AffineError("environment_broken", `${name} runs Python ${what} at turn ${turn}.`, {
    hint: `An episode whose steps run Python is defined with python: true, and has at most ${MAX_RUNS_A_TURN} runs a turn.`,
  });
}

function brokenHint(what: "step" | "onLimit"): string {
  return `Mend ${what}, which must be total, or tell the environment's author the challenge id and the turns.`;
}

function limitVerdict<State>(spec: Steps<State>, state: State, turn: number, reason: string | null): Replay["verdict"] {
  let verdict;
  try {
    verdict = wellFormedEvaluation(spec.name, spec.onLimit(state, turn));
  } catch (cause) {
    throw brokenBy(cause, `${spec.name} could not end an episode at turn ${turn}`, brokenHint("onLimit"));
  }
  return reason === null ? verdict : evaluationOf({ ...verdict, reason });
}
