import fc from "fast-check";
import {
  commitmentTie,
  Contest,
  type Contender,
  type Crown,
  type PlayedRound,
  type RoundRecord,
  type ValidatorShare,
} from "../../../src/mechanism/index.ts";

/** Two validators with equal shares. */
export const TWO: readonly ValidatorShare[] = [
  { hotkey: "v0", share: 5000 },
  { hotkey: "v1", share: 5000 },
];
const ENVIRONMENTS = 2;
/** What a blind guess scores in the two environments of these worlds. */
export const BLIND = [1000, 1000];

/** A number in 0..999 that depends on the words only. */
export function draw(...words: (string | number)[]): number {
  let hash = 2_166_136_261;
  for (const letter of words.join("/")) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_917) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0) % 1000;
}

/** A world of models: the answers of `name` depend on its skill, the question and nothing else. */
export class World {
  readonly skills = new Map<string, number>();
  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** @param id `name`, or `name#clone` which answers exactly as `name` does */
  scores(id: string, round: number): number[] {
    const name = id.split("#")[0]!;
    const skill = this.skills.get(name) ?? 0;
    return Array.from({ length: ENVIRONMENTS }, (_, env) => {
      // Seven tenths of the questions are as hard for one model as for the other.
      const shared = draw(this.seed, round, env) < 700;
      return draw(this.seed, shared ? "all" : name, round, env, "answer") < skill ? 1000 : 0;
    });
  }

  contender(id: string, block: number): Contender {
    return { id, hotkey: `hk-${id}`, committed: { block, tie: commitmentTie("0x00", id) } };
  }
}

/** Four models, each far better than the one before. */
export const FOUR: Readonly<Record<string, number>> = { a: 250, b: 500, c: 720, d: 930 };

/** A world with the four models. */
export function worldOf(seed: number): World {
  const world = new World(seed);
  for (const [name, skill] of Object.entries(FOUR)) world.skills.set(name, skill);
  return world;
}

/** A world in which `a` is the first champion, with some of the other three in the order of their commitments. */
export const worlds = fc.record({
  seed: fc.nat(100_000),
  order: fc.shuffledSubarray(["b", "c", "d"], { minLength: 1 }),
});

/** The champion is found first; everybody else is read in one round after that. */
export const afterTheFirst = (id: string): number => (id === "a" ? 0 : 80);

/** Those of a world, `a` first, from a block of commitment on. */
export function contendersOf(world: World, order: readonly string[], block = 100): Contender[] {
  return [world.contender("a", 0), ...order.map((name, place) => world.contender(name, block + place))];
}

/** What happened. */
export interface Happening {
  contest: Contest;
  /** One after the other, `null` at first. */
  champions: (string | null)[];
  /** Whether a candidate ever had an earlier challenger standing before it whose name passes the filter. */
  stood: boolean;
}

export interface Run {
  readonly validators?: readonly ValidatorShare[];
  /** Only those of the schedule are asked; else everybody who is open and every candidate. */
  readonly lanes?: boolean;
  readonly admitAt?: (id: string) => number;
  /** Of whom {@link Happening.stood} speaks. */
  readonly watch?: (id: string) => boolean;
}

/** Plays rounds with contenders that are read in the order given. */
export function run(world: World, contenders: readonly Contender[], rounds: number, options: Run = {}): Happening {
  const { validators = TWO, lanes = false, admitAt = afterTheFirst, watch } = options;
  const contest = new Contest({ blindBp: BLIND });
  const champions: (string | null)[] = [null];
  let stood = false;
  for (let round = 0; round < rounds; round += 1) {
    const block = 3 * round;
    for (const contender of contenders) if (admitAt(contender.id) === round) contest.admit(contender, block);
    const scheduled = contest.schedule(round, block);
    const served = lanes
      ? scheduled.served
      : contest.entries.filter((entry) => entry.isOpen || entry.isCandidate).map((entry) => entry.id);
    contest.play(playedRound(world, contest, round, served, validators));
    const now = contest.champion?.id ?? null;
    if (now !== champions.at(-1)) champions.push(now);
    const candidate = contest.entries.findLastIndex((entry) => entry.isCandidate);
    stood ||= contest.entries
      .slice(0, Math.max(0, candidate))
      .some((entry) => entry.isOpen && watch?.(entry.id) === true);
  }
  return { contest, champions, stood };
}

/** A round as an honest validator plays it. */
export function playedRound(
  world: World,
  contest: Contest,
  round: number,
  served: readonly string[],
  validators = TWO,
): PlayedRound {
  const { champion } = contest;
  const records = new Map(
    served.map((id): [string, RoundRecord] => [
      id,
      {
        kind: "answered",
        champion: champion === null ? null : world.scores(champion.id, round),
        challenger: world.scores(id, round),
      },
    ]),
  );
  return {
    round,
    block: 3 * round,
    reign: contest.reign,
    served,
    validator: validators[draw(world.seed, "validator", round) % validators.length]!.hotkey,
    validators,
    records,
    ...(champion === null ? {} : { champion: world.scores(champion.id, round) }),
  };
}

export const crownsOf = ({ contest }: Happening): readonly Crown[] => contest.crowns;
