import { z } from "zod";
import { AffineError } from "../../../core/index.ts";
import { pause } from "../../../io/index.ts";
import { logger } from "../../../telemetry/index.ts";
import type { SignedCall } from "../extrinsic/sign-extrinsic.ts";
import { integer, State } from "../reads/state.ts";
import type { Runtimes } from "../runtime/runtimes.ts";
import type { Endpoints } from "../session/endpoints.ts";
import type { Session } from "../session/session.ts";
import type { CallPlan } from "./call-plan.ts";
import { findCall, type FoundCall } from "./find-call.ts";
import { offer } from "./offer.ts";

/** Between two tries while no endpoint works. */
const RETRY_MS = 250;

export interface SentCall {
  readonly plan: CallPlan;
  readonly signed: SignedCall;
  /** The node that has it for sure; `undefined` when its answer was lost. */
  readonly session: Session | undefined;
  /** Newest final block when it was sent: it can only be in a later one. */
  readonly sentAt: number;
}

export interface FollowOptions {
  readonly endpoints: Endpoints;
  readonly runtimes: Runtimes;
  readonly timeoutMs: number;
}

/**
 * Follows a call through the final blocks of its life, on whichever endpoint works: found, or `undefined` when it can
 * never land any more.
 *
 * @throws AffineError `chain_transport` when that could not be found out in time: the call may still land.
 */
export async function followCall(sent: SentCall, options: FollowOptions): Promise<FoundCall | undefined> {
  const { endpoints, runtimes, timeoutMs } = options;
  const deadline = performance.now() + timeoutMs;
  const { signed, sentAt } = sent;
  let holder = sent.session;
  let number = sentAt + 1;
  while (number <= signed.era.last) {
    if (performance.now() > deadline) throw inDoubt(sent, timeoutMs);
    try {
      const session = await endpoints.session();
      if (session !== holder) {
        await sendAnew(session, sent, runtimes);
        holder = session;
      }
      await waitForFinal(session, endpoints, number, deadline);
      if ((endpoints.board.head?.number ?? 0) < number) continue;
      const found = await findCall(session, runtimes, number, signed);
      if (found !== undefined) return found;
      number += 1;
    } catch (thrown) {
      if (!AffineError.isInstance(thrown) || !["chain_transport", "chain_stale"].includes(thrown.code)) throw thrown;
      if (endpoints.isClosed) throw thrown;
      logger("chain").debug({ err: thrown, hash: signed.hash }, "a call cannot be followed for the moment");
      await pause(RETRY_MS);
    }
  }
  return undefined;
}

/**
 * After a change of endpoint the new node may not have the call. It is given the same bytes, which can count only once,
 * and not even those when the chain shows that the call has landed: by the hotkey's nonce, or by what the call does.
 */
async function sendAnew(session: Session, { plan, signed }: SentCall, runtimes: Runtimes): Promise<void> {
  const state = new State(session, await runtimes.at(session, session.final.hash), session.final);
  const account = z.object({ nonce: integer });
  const [{ nonce }] = await state.values([[account, "System", "Account", signed.hotkey]]);
  const landed = nonce > signed.nonce || (await plan.landed(state, signed.era));
  if (landed || state.block.number >= signed.era.last) return;
  const answer = await offer(session, signed);
  logger("chain").debug({ hash: signed.hash, endpoint: session.endpoint, answer }, "sent the same call anew");
}

/** Resolves when the block is final, the connection ends or the time is up. */
async function waitForFinal(session: Session, endpoints: Endpoints, number: number, deadline: number): Promise<void> {
  const done = new AbortController();
  const expired = pause(Math.max(deadline - performance.now(), 0), done.signal);
  // It ends with an abort once one of the three has happened.
  const ignoreAbort = (): undefined => undefined;
  try {
    const final = endpoints.board.wait(number, done.signal);
    final.catch(ignoreAbort);
    await Promise.race([final, session.connection.ended, expired]);
  } finally {
    done.abort();
  }
}

function inDoubt({ plan, signed, sentAt }: SentCall, timeoutMs: number): AffineError {
  const { last } = signed.era;
  return new AffineError("chain_transport", `What became of ${plan.what} is not known after ${timeoutMs} ms.`, {
    hint: `It may still get into a block up to ${last}: read the chain before sending it again.`,
    details: { hash: signed.hash, sentAt, untilBlock: last },
  });
}
