import { AffineError } from "../../../core/index.ts";
import type { SigningKey } from "../../../wallet/index.ts";
import { ERA_BLOCKS, eraFrom } from "../extrinsic/era.ts";
import { signExtrinsic, type SignedCall } from "../extrinsic/sign-extrinsic.ts";
import { State } from "../reads/state.ts";
import type { Session } from "../session/session.ts";
import type { BlockRef } from "../../chain.ts";
import { hashSchema, nonceSchema } from "../session/wire.ts";
import type { CallPlan } from "./call-plan.ts";
import { followCall, type FollowOptions, type SentCall } from "./follow-call.ts";
import { offer } from "./offer.ts";
import type { PoolRefusal } from "./pool-refusal.ts";
import { rateLimited, rejected } from "./refusal.ts";
import { Turns } from "./turns.ts";

/** Tries when another process uses the same hotkey at the same time. */
const MAX_ATTEMPTS = 4;
/** A call's life begins a block before the newest final one, so that it ends well within the validator's doubt. */
const BORN_BEFORE_HEAD = 1;
/** Blocks that are not final yet; with more of them a call would be dead before it could get into one. */
const MAX_UNFINAL_BLOCKS = ERA_BLOCKS - BORN_BEFORE_HEAD - 3;

const LIMITED = ["SettingWeightsTooFast", "CommittingWeightsTooFast", "SpaceLimitExceeded"];

/** Signs calls, sends them and follows them until they are final. */
export class Submitter {
  readonly #options: FollowOptions;
  readonly #turns = new Turns();
  /** Calls under way by hotkey: a node that took over may not count them in the next nonce. */
  readonly #underWay = new Map<string, Set<SignedCall>>();

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  /**
   * Makes a call and resolves with its block when that is final.
   *
   * @param plan made anew for every attempt, out of the newest final state.
   * @throws AffineError of the closed list in `Chain`; `chain_transport` means that the call may still land.
   */
  async send(key: SigningKey, plan: (state: State) => Promise<CallPlan>): Promise<BlockRef> {
    const sent = await this.#turns.take(key.address, () => this.#submit(key, plan));
    return this.follow(sent);
  }

  /** Follows a call that was sent to its end. @throws as {@link send}; `chain_stale` when it can never land. */
  async follow(sent: SentCall): Promise<BlockRef> {
    const { plan, signed } = sent;
    this.#callsOf(signed.hotkey).add(signed);
    try {
      const found = await followCall(sent, this.#options);
      if (found === undefined) throw expired(sent);
      const { state, failure } = found;
      if (failure === undefined) return state.block;
      if (LIMITED.includes(failure)) throw rateLimited(failure, plan.what, await plan.untilBlock(state));
      throw rejected(failure, plan.what);
    } finally {
      this.#callsOf(signed.hotkey).delete(signed);
    }
  }

  async #submit(key: SigningKey, plan: (state: State) => Promise<CallPlan>): Promise<SentCall> {
    for (let attempt = 1; ; attempt += 1) {
      const { session, state, made, signed } = await this.#options.endpoints.use((one) => this.#sign(key, plan, one));
      const answer = await offer(session, signed);
      if (answer.kind !== "refused") {
        this.#callsOf(key.address).add(signed);
        const holder = answer.kind === "taken" ? session : undefined;
        return { plan: made, signed, sentAt: state.block.number, session: holder };
      }
      const again = answer.refusal.kind === "nonce" && attempt < MAX_ATTEMPTS;
      if (!again) throw await refusalError(answer.refusal, made, state);
      await this.#options.endpoints.board.wait(state.block.number + 1);
    }
  }

  async #sign(
    key: SigningKey,
    plan: (state: State) => Promise<CallPlan>,
    session: Session,
  ): Promise<{ session: Session; state: State; made: CallPlan; signed: SignedCall }> {
    const { connection, final, newest, genesis } = session;
    if (newest.number - final.number > MAX_UNFINAL_BLOCKS) throw unfinal(session);
    const state = new State(session, await this.#options.runtimes.at(session, final.hash), final);
    const number = Math.max(0, final.number - BORN_BEFORE_HEAD);
    const [made, hash, nonce] = await Promise.all([
      plan(state),
      connection.request("chain_getBlockHash", [number], hashSchema),
      connection.request("system_accountNextIndex", [key.address], nonceSchema),
    ]);
    const envelope = {
      genesis,
      nonce: this.#freeNonce(key.address, nonce, final.number),
      era: eraFrom({ number, hash }),
    };
    return { session, state, made, signed: signExtrinsic(key, state.runtime, made.call, envelope) };
  }

  #freeNonce(hotkey: string, next: number, head: number): number {
    const alive = [...this.#callsOf(hotkey)].filter(({ era }) => era.last > head);
    return Math.max(next, ...alive.map(({ nonce }) => nonce + 1));
  }

  #callsOf(hotkey: string): Set<SignedCall> {
    const calls = this.#underWay.get(hotkey) ?? new Set();
    this.#underWay.set(hotkey, calls);
    return calls;
  }
}

async function refusalError(refusal: PoolRefusal, plan: CallPlan, state: State): Promise<AffineError> {
  switch (refusal.kind) {
    case "rate_limit":
      return rateLimited(plan.tooFast, plan.what, await plan.untilBlock(state));
    case "named":
      return rejected(refusal.name, plan.what);
    case "known":
    case "nonce":
      return new AffineError("chain_stale", `Other calls of the same hotkey took the place of ${plan.what}.`, {
        hint: "Another process uses this hotkey at the same time: only one should.",
        details: { name: "NonceTaken" },
      });
    case "busy":
      return new AffineError("chain_stale", `The node does not take ${plan.what} now: ${refusal.text}.`, {
        hint: "Nothing was sent; it is tried again.",
        details: { name: "PoolBusy" },
      });
  }
}

function expired({ plan, signed }: SentCall): AffineError {
  return new AffineError(
    "chain_stale",
    `No block up to ${signed.era.last} had ${plan.what}: it will not land any more.`,
    {
      hint: "Nothing was changed; it is tried again.",
      details: { name: "Expired", hash: signed.hash },
    },
  );
}

function unfinal({ endpoint, final, newest }: Session): AffineError {
  const behind = newest.number - final.number;
  return new AffineError(
    "chain_stale",
    `At ${endpoint} the last ${behind} blocks are not final: nothing is sent now.`,
    {
      hint: "The network's finality is late; a call that is sent now could not be followed.",
      details: { endpoint, name: "FinalityLate" },
    },
  );
}
