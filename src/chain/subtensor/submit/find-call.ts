import type { SignedCall } from "../extrinsic/sign-extrinsic.ts";
import { State } from "../reads/state.ts";
import type { Runtimes } from "../runtime/runtimes.ts";
import type { Session } from "../session/session.ts";
import { blockSchema, hashSchema } from "../session/wire.ts";
import { readFailure } from "./read-outcome.ts";

export interface FoundCall {
  /** After the call's block. */
  readonly state: State;
  /** The chain's name of the error, when the call did nothing. */
  readonly failure: string | undefined;
}

/** Looks for a call in a final block, byte for byte. */
export async function findCall(
  session: Session,
  runtimes: Runtimes,
  number: number,
  { bytes }: SignedCall,
): Promise<FoundCall | undefined> {
  const hash = await session.connection.request("chain_getBlockHash", [number], hashSchema);
  const { block } = await session.connection.request("chain_getBlock", [hash], blockSchema);
  const index = block.extrinsics.indexOf(bytes);
  if (index < 0) return undefined;
  const state = new State(session, await runtimes.at(session, hash), { number, hash });
  return { state, failure: await readFailure(state, index) };
}
