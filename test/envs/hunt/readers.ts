import { Random } from "../../../src/core/index.ts";
import { huntEnvironment } from "../../../src/envs/index.ts";
import { Repeats } from "../repeats.ts";

type Message = { readonly role: string; readonly content: string };
type Code = readonly number[];
/** Says a turn; sees the conversation and nothing else. */
export type Player = (history: readonly Message[]) => string;

/** Asks of the players that ask the same in every game, at most. */
const ASKS = 10;

/** What is remembered of one code of a game that was met. */
interface Met {
  readonly code: number;
  /** To the asks that are the same in every game. */
  readonly answers: readonly number[];
  readonly features: readonly string[];
}

/**
 * Players that have met games of a level with what was hidden, and played in them, but know nothing of how answers come
 * about: the rules are words and numbers to them.
 */
export class Readers {
  /** How many of the games that they have met were alike. */
  readonly repeats = new Repeats(huntEnvironment);
  readonly #places: number;
  readonly #digits: number;
  readonly #codes: number;
  readonly #asks: readonly Code[];
  readonly #byMask = new Map<string, string>();
  readonly #openings = new Grams();
  readonly #conversations = new Grams();
  readonly #claims: string[] = [];
  readonly #said: string[] = [];
  readonly #met: Met[] = [];
  /** By ask, answer and code: how often they came together. */
  readonly #together: Float64Array[];

  constructor(level: number, count: number, series: string) {
    const { game } = huntEnvironment.generate({ level }, `${series}-0`).secret.state;
    [this.#places, this.#digits, this.#codes] = [game.places, game.digits, game.codes];
    const random = Random.from("affine/test/hunt/readers", level);
    this.#asks = Array.from({ length: ASKS }, () => this.#code(random.below(this.#size)));
    this.#together = this.#asks.map(() => new Float64Array((game.places + 1) * this.#size).fill(0.5));
    for (let index = 0; index < count; index += 1) this.#meet({ level }, `${series}-${index}`);
  }

  get #size(): number {
    return this.#digits ** this.#places;
  }

  readonly players: Readonly<Record<string, Player>> = {
    "dictionary of masked openings": ([opening]) => this.#byMask.get(masked(opening!.content)) ?? this.#claims[0]!,
    "nearest opening": ([opening]) => this.#claims[this.#openings.nearest(opening!.content)] ?? "",
    "nearest conversation of the reference player": (history) =>
      this.#said[this.#conversations.nearest(textOf(history))] ?? "",
    "what came with the answers": (history) => this.#askOrClaim(history, (answers) => this.#likeliest(answers)),
    "nearest game and answers": (history) =>
      this.#askOrClaim(history, (answers) => this.#nearest(answers, featuresOf(history[0]!.content))),
  };

  #meet(params: { readonly level: number }, seed: string): void {
    const generated = huntEnvironment.generate(params, seed);
    this.repeats.add(generated);
    const { prompt, secret } = generated;
    const claim = say("claim", secret.state.hidden);
    const place = this.#claims.push(claim) - 1;
    this.#byMask.set(masked(prompt), claim);
    this.#openings.add(prompt, place);
    const { episode, study } = huntEnvironment;
    const turns = study!.oracle(generated) as readonly string[];
    const { messages } = episode.replayFrom(secret, turns);
    for (const [index, { role, content }] of messages.entries()) {
      if (role !== "assistant") continue;
      this.#conversations.add(textOf(messages.slice(0, index)), this.#said.push(content) - 1);
    }
    const asked = this.#asks.map((ask) => say("ask", Array<Code>(this.#codes).fill(ask)));
    const told = answersIn(episode.replayFrom(secret, asked).messages);
    const features = featuresOf(prompt);
    for (const [index, digits] of secret.state.hidden.entries()) {
      const code = digits.reduce((number, digit) => number * this.#digits + digit, 0);
      const answers = told.map((all) => all[index]!);
      this.#met.push({ code, answers, features });
      for (const [at, answer] of answers.entries()) this.#together[at]![answer * this.#size + code]! += 1;
    }
  }

  /** Asks what it always asks until the last turn with full credit, then claims. */
  #askOrClaim(history: readonly Message[], codeOf: (answers: readonly number[]) => number): string {
    const told = answersIn(history);
    const bound = Number(/in turn (\d+) or before/.exec(history[0]!.content)![1]);
    const ask = this.#asks[told.length];
    if (told.length < bound - 1 && ask !== undefined) return say("ask", Array<Code>(this.#codes).fill(ask));
    const codes = Array.from({ length: this.#codes }, (_, index) =>
      this.#code(codeOf(told.map((answers) => answers[index]!))),
    );
    return say("claim", codes);
  }

  #likeliest(answers: readonly number[]): number {
    const sums = Array.from({ length: this.#size }, (_, code) =>
      answers.reduce((sum, answer, at) => sum + Math.log(this.#together[at]![answer * this.#size + code]!), 0),
    );
    return sums.indexOf(Math.max(...sums));
  }

  /** The code of the game that is most alike in its words and numbers and gave the same answers most often. */
  #nearest(answers: readonly number[], features: readonly string[]): number {
    let best = { code: 0, alike: -1 };
    for (const met of this.#met) {
      let alike = 0;
      for (let at = 0; at < answers.length; at += 1) if (met.answers[at] === answers[at]) alike += 3;
      for (let at = 0; at < features.length; at += 1) if (met.features[at] === features[at]) alike += 1;
      if (alike > best.alike) best = { code: met.code, alike };
    }
    return best.code;
  }

  #code(number: number): Code {
    return Array.from({ length: this.#places }, (_, place) => {
      return Math.floor(number / this.#digits ** (this.#places - 1 - place)) % this.#digits;
    });
  }
}

/** Texts by the n-grams that they share, the rarer ones counting more. */
class Grams {
  readonly #places = new Map<string, number[]>();

  add(text: string, place: number): void {
    for (const gram of gramsOf(text)) {
      const places = this.#places.get(gram);
      if (places === undefined) this.#places.set(gram, [place]);
      else places.push(place);
    }
  }

  /** -1 where nothing is shared. */
  nearest(text: string): number {
    const weights = new Map<number, number>();
    for (const gram of gramsOf(text)) {
      const places = this.#places.get(gram) ?? [];
      // What nearly every text has tells nothing, and takes longest.
      if (places.length > 2_000) continue;
      for (const place of places) weights.set(place, (weights.get(place) ?? 0) + 1 / places.length);
    }
    let best = [-1, 0] as [number, number];
    for (const found of weights) if (found[1] > best[1]) best = found;
    return best[0];
  }
}

function gramsOf(text: string): Set<string> {
  const tokens = text.match(/\d+|[a-z]+/gi) ?? [];
  return new Set(tokens.slice(2).map((_, at) => tokens.slice(at, at + 3).join(" ")));
}

/** Openings without what they all have, and all that was said since. */
function textOf(history: readonly Message[]): string {
  return history.map(({ content }, index) => (index === 0 ? rulesOf(content).join("\n") : content)).join("\n");
}

function rulesOf(opening: string): string[] {
  return opening.split("\n\n").filter((block) => block.startsWith("From turn "));
}

/** Numbers and words of the rules, each in its place. */
function featuresOf(opening: string): string[] {
  return rulesOf(opening).flatMap((block) => {
    const lines = block.split("\n");
    const numbers = lines.map((line) => line.match(/\d+/g) ?? []);
    return lines.flatMap((line, at) => [
      line.replaceAll(/\d+/g, ""),
      ...Array.from({ length: 6 }, (_, n) => numbers[at]![n] ?? ""),
    ]);
  });
}

function answersIn(history: readonly Message[]): number[][] {
  return history.flatMap(({ role, content }) => {
    const told = role === "user" ? /^Answers of turn \d+: ([\d ]+)\./.exec(content) : null;
    return told === null ? [] : [told[1]!.split(" ").map(Number)];
  });
}

function masked(opening: string): string {
  return opening.replaceAll(/\d+/g, "0");
}

function say(verb: "ask" | "claim", codes: readonly Code[]): string {
  return `<action>${verb} ${codes.map((code) => code.join("")).join(" ")}</action>`;
}
