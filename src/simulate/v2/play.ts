import {
  Contest,
  scheduleLagRounds,
  V2_CONSTANTS,
  v2Weights,
  type PlayedRound,
  type RoundRecord,
  type ScheduledRound,
  type ValidatorShare,
} from "../../mechanism/index.ts";
import type { Forger, PublicView, Submission } from "../attack.ts";
import type { Sample } from "../statistics.ts";
import { AnswerSource, type AnswerBits } from "../world/answers.ts";
import { HonestArrivals } from "../world/arrivals.ts";
import { BLOCKS_PER_DAY } from "../world/days.ts";
import { Ledger } from "../world/ledger.ts";
import { Miner } from "../world/miner.ts";
import { recordOf, scoresOf } from "../world/scores.ts";
import type { World } from "../world/world.ts";
import { TestQueue } from "./test-queue.ts";
import { equalValidators } from "./validators.ts";

/** The incumbent has reigned for a week, so that eps is at its floor, when the measured time begins. */
const WARM_UP_DAYS = 7;
const MISSING: RoundRecord = { kind: "missing" };

/** Lets affine-v2 run its contest for so many days over a world: the production contest, with its lag and lanes. */
export function playV2(world: World): Sample {
  return new V2World(world).run();
}

class V2World {
  readonly #world: World;
  readonly #contest: Contest;
  readonly #desk = new TestQueue();
  readonly #miners: Miner[] = [];
  readonly #byId = new Map<string, Miner>();
  readonly #source: AnswerSource;
  readonly #validators: readonly ValidatorShare[];
  readonly #scheduled: ScheduledRound[] = [];
  readonly #incumbent: Miner;

  constructor(world: World) {
    const { laboratory, attempt } = world;
    this.#world = world;
    this.#contest = new Contest({ blindBp: laboratory.incumbent.skills.map(() => 0) });
    this.#source = new AnswerSource(laboratory.generator, laboratory.settings.environments);
    this.#validators = equalValidators(world.validators);
    const owner = attempt.ownsIncumbent === true ? "attacker" : "honest";
    this.#incumbent = this.#submit({ owner, model: laboratory.incumbent, coldkey: "incumbent" }, 0);
  }

  run(): Sample {
    const { attempt, days, laboratory } = this.#world;
    const { roundBlocks } = laboratory.settings;
    const arrivals = new HonestArrivals(laboratory);
    const ledger = new Ledger(this.#incumbent);
    const lag = scheduleLagRounds({ roundBlocks });
    const start = WARM_UP_DAYS * BLOCKS_PER_DAY;
    const checkBlocks = V2_CONSTANTS.checkRounds * roundBlocks;
    let begun = false;
    for (let round = 0; round * roundBlocks < start + days * BLOCKS_PER_DAY; round += 1) {
      const block = round * roundBlocks;
      if (!begun && block >= start) {
        begun = true;
        for (const [place, model] of laboratory.weaker().entries()) {
          this.#submit({ owner: "honest", model, coldkey: `weaker-${place}` }, block);
        }
        for (const submission of attempt.start ?? []) this.#submit(submission, block);
      }
      if (round >= lag) this.#play(this.#scheduled[round - lag] as ScheduledRound);
      if (round % V2_CONSTANTS.checkRounds === 0) {
        const champion = this.#updateStates();
        if (begun) {
          const day = (block - start) / BLOCKS_PER_DAY;
          const paid = this.#contest.isUnpaid ? null : champion;
          ledger.pay(paid, day, this.#bountyShare(block), champion);
          for (const submission of attempt.react?.(this.#view(block, day, champion)) ?? []) {
            this.#submit(submission, block);
          }
          const teacher = champion ?? this.#incumbent;
          for (const arrival of arrivals.within(checkBlocks, teacher.model)) this.#submit(arrival, block);
        }
        this.#admit(block);
      }
      this.#scheduled.push(this.#contest.schedule(round, block));
    }
    return ledger.sample(this.#miners);
  }

  #submit(submission: Submission, block: number): Miner {
    const { difficultyShare } = this.#world.laboratory.settings;
    const miner = new Miner(submission, difficultyShare, this.#miners.length, block);
    this.#miners.push(miner);
    this.#byId.set(miner.id, miner);
    this.#desk.submit(miner);
    return miner;
  }

  #admit(block: number): void {
    for (const miner of this.#desk.admit(block)) {
      miner.state = "competing";
      // Within a block the true order is drawn by its hash; here it is that of submission.
      const tie = miner.order.toString(16).padStart(64, "0");
      this.#contest.admit({ id: miner.id, hotkey: miner.id, committed: { block: miner.committedBlock, tie } }, block);
    }
  }

  #updateStates(): Miner | null {
    const open = new Set(
      this.#contest.entries
        .filter((entry) => entry.trial === null || entry.isOpen || entry.isCandidate)
        .map(({ id }) => id),
    );
    const champion = this.#byId.get(this.#contest.champion?.id ?? "") ?? null;
    for (const miner of this.#miners) {
      if (miner === champion) miner.state = "champion";
      else if (miner.state === "champion" || (miner.state === "competing" && !open.has(miner.id))) miner.state = "done";
    }
    return champion;
  }

  #play(scheduled: ScheduledRound): void {
    const { laboratory, attempt } = this.#world;
    const { environments, roundBlocks } = laboratory.settings;
    const owner = laboratory.generator.below(this.#validators.length);
    const forger = owner < (attempt.liars ?? 1) ? attempt.forger : undefined;
    this.#source.next();
    const champion = this.#byId.get(this.#contest.champion?.id ?? "") ?? null;
    const best = champion === null ? 0 : this.#source.answer(champion.ready);
    const records = new Map<string, RoundRecord>();
    let gain: number | null = null;
    for (const id of scheduled.served) {
      const miner = this.#byId.get(id) as Miner;
      miner.rounds += 1;
      const bits = this.#source.answer(miner.ready);
      if (miner.owner === "attacker") gain = Math.max(gain ?? -Infinity, gainOf(bits, best, environments));
      records.set(
        id,
        forger === undefined ? recordOf(best, bits, environments) : this.#lie(forger, miner, champion, bits, best),
      );
    }
    const truth = scoresOf(best, environments);
    const block = scheduled.round * roundBlocks;
    const day = block / BLOCKS_PER_DAY - WARM_UP_DAYS;
    const isAway = champion !== null && day >= 0 && attempt.away?.({ day, champion, gain }) === true;
    if (isAway) for (const [id, record] of records) records.set(id, unanswered(record));
    const shown = isAway ? null : forger === undefined ? truth : forger(subjectOf(champion, true), truth, truth);
    const isRecorded = champion !== null && (isAway || shown !== null);
    const played: PlayedRound = {
      ...scheduled,
      block,
      validator: `v${owner}`,
      validators: this.#validators,
      records,
      ...(isRecorded ? { champion: shown } : {}),
    };
    this.#contest.play(played);
  }

  #lie(forger: Forger, miner: Miner, champion: Miner | null, bits: AnswerBits, best: AnswerBits): RoundRecord {
    const { environments } = this.#world.laboratory.settings;
    const truth = scoresOf(best, environments);
    const own = forger(subjectOf(miner, false), scoresOf(bits, environments), truth);
    const shown = forger(subjectOf(champion, true), truth, truth);
    return own === null || shown === null ? MISSING : { kind: "answered", champion: shown, challenger: own };
  }

  #bountyShare(block: number): number {
    const { champion, crowns } = this.#contest;
    const weights = v2Weights({
      champion: champion?.hotkey ?? null,
      unpaid: this.#contest.isUnpaid,
      crowns,
      uidOf: (hotkey) => (this.#byId.get(hotkey)?.order ?? 0) + 1,
      burnUid: 0,
      payment: "bounty",
      block,
    });
    let total = 0;
    let own = 0;
    for (const [uid, weight] of weights) {
      total += weight;
      if (this.#miners[uid - 1]?.owner === "attacker") own += weight;
    }
    return own / total;
  }

  #view(block: number, day: number, champion: Miner | null): PublicView {
    return { block, day, champion, miners: this.#miners, pool: null };
  }
}

/** The record of a round in which the champion's host does not answer. */
function unanswered(record: RoundRecord): RoundRecord {
  return record.kind === "answered" ? { ...record, champion: null } : record;
}

function gainOf(bits: AnswerBits, best: AnswerBits, environments: number): number {
  const [own, other] = [scoresOf(bits, environments), scoresOf(best, environments)];
  return own.reduce((sum, score, env) => sum + score - (other[env] ?? 0), 0);
}

function subjectOf(miner: Miner | null, champion: boolean): { own: boolean; champion: boolean } {
  return { own: miner?.owner === "attacker", champion };
}
