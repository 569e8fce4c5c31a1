import { rankTallies } from "../../mechanism/affine-v1/ranking.ts";
import type { V1Tally } from "../../mechanism/index.ts";
import type { Forger, PublicView, Submission } from "../attack.ts";
import type { Sample } from "../statistics.ts";
import { AnswerSource, type AnswerBits } from "../world/answers.ts";
import { HonestArrivals } from "../world/arrivals.ts";
import { BLOCKS_PER_DAY } from "../world/days.ts";
import { Ledger } from "../world/ledger.ts";
import { Miner } from "../world/miner.ts";
import { QuestionPool } from "../world/questions.ts";
import { bitsOf, scoresOf } from "../world/scores.ts";
import type { World } from "../world/world.ts";
import { MinerWindow } from "./window.ts";

/** A decision every 100 blocks, ten rounds in between, a window of 10,000 blocks. */
const DECISION_BLOCKS = 100;
const ROUNDS_PER_DECISION = 10;
const WINDOW_ROUNDS = 1000;

/** Lets affine-v1 decide for so many days over a world; every decision is the production function's. */
export function playV1(world: World): Sample {
  return new V1World(world).run();
}

class V1World {
  readonly #world: World;
  readonly #windows: MinerWindow[] = [];
  readonly #tallies: V1Tally[] = [];
  readonly #miners: Miner[] = [];
  readonly #source: AnswerSource;
  readonly #pool: QuestionPool | null;
  /** Of the rounds that are played, by place. */
  readonly #answers: Int32Array[] = [];
  #champion: Miner;
  #round = 0;

  constructor(world: World) {
    const { laboratory, attempt, pooled } = world;
    const { environments, poolQuestions } = laboratory.settings;
    this.#world = world;
    this.#pool = pooled ? new QuestionPool(environments, poolQuestions) : null;
    this.#source = new AnswerSource(laboratory.generator, environments, {
      rounds: ROUNDS_PER_DECISION,
      pool: this.#pool,
    });
    const owner = attempt.ownsIncumbent === true ? "attacker" : "honest";
    this.#champion = this.#join({ owner, model: laboratory.incumbent, coldkey: "incumbent" });
    for (const [place, model] of laboratory.weaker().entries()) {
      this.#join({ owner: "honest", model, coldkey: `weaker-${place}` });
    }
  }

  run(): Sample {
    const { attempt, days, laboratory } = this.#world;
    const arrivals = new HonestArrivals(laboratory);
    const ledger = new Ledger(this.#champion);
    const decisions = Math.round((days * BLOCKS_PER_DAY) / DECISION_BLOCKS);
    for (const submission of attempt.start ?? []) this.#join(submission);
    // The window fills before anything counts.
    for (let round = ROUNDS_PER_DECISION; round < WINDOW_ROUNDS; round += ROUNDS_PER_DECISION) this.#playRounds();
    for (let decision = 0; decision < decisions; decision += 1) {
      this.#playRounds();
      this.#decide();
      const day = (decision * DECISION_BLOCKS) / BLOCKS_PER_DAY;
      ledger.pay(this.#champion, day);
      for (const submission of attempt.react?.(this.#view(day)) ?? []) this.#join(submission);
      for (const arrival of arrivals.within(DECISION_BLOCKS, this.#champion.model)) this.#join(arrival);
    }
    return ledger.sample(this.#miners);
  }

  #join(submission: Submission): Miner {
    const { settings } = this.#world.laboratory;
    const miner = new Miner(submission, settings.difficultyShare, this.#miners.length, this.#block);
    miner.state = "competing";
    this.#miners.push(miner);
    const window = new MinerWindow(miner, settings.environments, WINDOW_ROUNDS);
    this.#windows.push(window);
    this.#tallies.push(window.tally);
    return miner;
  }

  get #block(): number {
    return (this.#round * DECISION_BLOCKS) / ROUNDS_PER_DECISION;
  }

  /** The rounds until the next decision. */
  #playRounds(): void {
    const { attempt, validators, laboratory } = this.#world;
    const { forger } = attempt;
    this.#source.next();
    for (let place = 0; place < this.#windows.length; place += 1) {
      const { miner } = this.#windows[place] as MinerWindow;
      miner.rounds += ROUNDS_PER_DECISION;
      this.#source.answerAll(miner.ready, this.#answersOf(place));
    }
    for (let at = 0; at < ROUNDS_PER_DECISION; at += 1) {
      const lies = forger !== undefined && laboratory.generator.below(validators) === 0;
      for (let place = 0; place < this.#windows.length; place += 1) {
        const window = this.#windows[place] as MinerWindow;
        const bits = this.#answersOf(place)[at] as number;
        window.push(this.#round, lies ? this.#written(forger, window.miner, bits, at) : bits);
      }
      this.#round += 1;
    }
  }

  #answersOf(place: number): Int32Array {
    return (this.#answers[place] ??= new Int32Array(ROUNDS_PER_DECISION));
  }

  /** What a lying validator makes of a miner's answers in the round `at` of this block. */
  #written(forger: Forger, miner: Miner, bits: AnswerBits, at: number): AnswerBits | null {
    const { environments } = this.#world.laboratory.settings;
    const best = scoresOf(this.#answersOf(this.#champion.order)[at] as number, environments);
    const subject = { own: miner.owner === "attacker", champion: miner === this.#champion };
    const written = forger(subject, scoresOf(bits, environments), best);
    return written === null ? null : bitsOf(written);
  }

  #decide(): void {
    const { winner } = rankTallies(this.#tallies, this.#world.laboratory.settings.environments);
    const champion = this.#miners[winner - 1];
    if (champion === undefined || champion === this.#champion) return;
    this.#champion.state = "competing";
    this.#champion = champion;
    champion.state = "champion";
  }

  #view(day: number): PublicView {
    return { block: this.#block, day, champion: this.#champion, miners: this.#miners, pool: this.#pool };
  }
}
