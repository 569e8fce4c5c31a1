import { AffineError } from "../../../core/index.ts";
import type { BlockRef, Hex } from "../../chain.ts";
import type { RpcTimings } from "../rpc/rpc-connection.ts";
import { transportError } from "../rpc/rpc-errors.ts";
import { HeadBoard } from "../session/head-board.ts";
import { Session } from "../session/session.ts";
import { hashOrNullSchema } from "../session/wire.ts";
import { Remembered } from "./remembered.ts";

export interface AgreementOptions extends RpcTimings {
  /** Who is asked besides the endpoint in use, in this order. */
  readonly endpoints: readonly string[];
  /** Endpoints that must have a block as final, the one in use among them. */
  readonly count: number;
  /** For another endpoint to have a block as final. */
  readonly patienceMs: number;
}

/** An endpoint that is asked for hashes of final blocks only. */
interface Witness {
  readonly session: Session;
  readonly board: HeadBoard;
}

const REMEMBERED_BLOCKS = 4096;

/** Several endpoints that must say the same of a block before it is believed to be final. */
export class Agreement {
  readonly #options: AgreementOptions;
  readonly #witnesses = new Map<string, Promise<Witness>>();
  readonly #agreed = new Remembered<string, Promise<void>>(REMEMBERED_BLOCKS);
  #closed = false;

  constructor(options: AgreementOptions) {
    this.#options = options;
  }

  /**
   * Resolves once so many endpoints have the block as the final one of its number.
   *
   * @throws AffineError `chain_untrue` where one has another final block; `chain_stale` where too few can be asked;
   * `not_found` where the endpoint in use has another block there
   */
  check(session: Session, block: BlockRef): Promise<void> {
    const id = `${block.number} ${block.hash}`;
    const known = this.#agreed.get(id);
    if (known !== undefined) return known;
    const checking = this.#check(session, block);
    this.#agreed.set(id, checking);
    checking.catch(() => this.#agreed.delete(id));
    return checking;
  }

  close(): void {
    this.#closed = true;
    for (const [url, opening] of this.#witnesses) {
      opening.then(
        ({ session }) => session.connection.end(transportError(url, "it is not asked any more")),
        () => undefined,
      );
    }
    this.#witnesses.clear();
  }

  async #check(session: Session, block: BlockRef): Promise<void> {
    const { count } = this.#options;
    await checkOwn(session, block);
    const failures: string[] = [];
    let agreed = 1;
    for (const url of await this.#others(session)) {
      if (agreed >= count) return;
      try {
        await this.#confirm(url, session, block);
        agreed += 1;
      } catch (thrown) {
        if (!AffineError.isInstance(thrown) || thrown.code === "chain_untrue") throw thrown;
        failures.push(thrown.message);
      }
    }
    if (agreed < count) throw tooFew(block, { agreed, count, failures });
  }

  /** Everybody but the endpoint in use; those that answered before come first, so that nobody waits for one that is gone. */
  async #others(session: Session): Promise<string[]> {
    const urls = this.#options.endpoints.filter((url) => url !== session.endpoint);
    const open = await Promise.all(urls.map((url) => this.#isOpen(url)));
    return urls.toSorted((a, b) => Number(open[urls.indexOf(b)]) - Number(open[urls.indexOf(a)]));
  }

  async #isOpen(url: string): Promise<boolean> {
    const witness = await this.#witnesses.get(url)?.catch(() => undefined);
    return witness?.session.isOpen === true;
  }

  async #confirm(url: string, session: Session, block: BlockRef): Promise<void> {
    const witness = await this.#witness(url, session.genesis);
    await this.#waitUntilFinal(witness, block.number);
    const { connection } = witness.session;
    const hash = await connection.request("chain_getBlockHash", [block.number], hashOrNullSchema);
    if (hash === block.hash) return;
    if (hash === null) throw transportError(url, `it does not tell the hash of block ${block.number}`);
    throw disagreement(block, session.endpoint, { endpoint: url, hash });
  }

  async #waitUntilFinal({ session, board }: Witness, number: number): Promise<void> {
    const enough = AbortSignal.timeout(this.#options.patienceMs);
    try {
      await board.wait(number, enough);
    } catch (cause) {
      if (!enough.aborted) throw cause;
      const { final } = session;
      throw new AffineError(
        "chain_stale",
        `${session.endpoint} is at final block ${final.number}, behind block ${number}.`,
        { cause },
      );
    }
  }

  /** Its session, opened anew where it has ended. */
  async #witness(url: string, genesis: Hex): Promise<Witness> {
    if (this.#closed) throw transportError(url, "the chain's client is closed");
    const known = this.#witnesses.get(url);
    if (known !== undefined) {
      const witness = await known;
      if (witness.session.isOpen) return witness;
    }
    const opening = open(url, { ...this.#options, genesis });
    this.#witnesses.set(url, opening);
    opening.catch(() => this.#witnesses.delete(url));
    return opening;
  }
}

async function open(url: string, options: RpcTimings & { readonly genesis: Hex }): Promise<Witness> {
  const board = new HeadBoard();
  const session: Session = await Session.open(url, { ...options, onHeads: () => board.update(session.final) });
  board.update(session.final);
  void session.connection.ended.then((reason) => board.fail(reason));
  return { session, board };
}

/** The endpoint in use counts as well: it must have the block, and as a final one. */
async function checkOwn(session: Session, block: BlockRef): Promise<void> {
  const { endpoint, final } = session;
  if (block.number > final.number) {
    throw new AffineError(
      "chain_stale",
      `${endpoint} is at final block ${final.number}, behind block ${block.number}.`,
    );
  }
  if ((await session.has(block)) === "yes") return;
  throw new AffineError("not_found", `${endpoint} has another block ${block.number} than ${block.hash}.`, {
    hint: "It is a block of another chain or of a branch that lost.",
    details: { endpoint },
  });
}

function disagreement(
  block: BlockRef,
  endpoint: string,
  other: { readonly endpoint: string; readonly hash: Hex },
): AffineError {
  const claims = { [endpoint]: block.hash, [other.endpoint]: other.hash };
  return new AffineError(
    "chain_untrue",
    `Two endpoints have two final blocks ${block.number}: ${endpoint} claims ${block.hash}, ${other.endpoint} claims ${other.hash}. One of them does not tell the truth.`,
    {
      hint: "Ask a third for that block's hash, and take the one that stands alone out of SUBTENSOR_ENDPOINT and SUBTENSOR_FALLBACK.",
      details: { block: block.number, claims },
    },
  );
}

function tooFew(
  block: BlockRef,
  { agreed, count, failures }: { agreed: number; count: number; failures: readonly string[] },
): AffineError {
  const why = failures.length === 0 ? "no other endpoint is named" : failures.join(" ");
  return new AffineError(
    "chain_stale",
    `Of block ${block.number} only ${agreed} of ${count} endpoints say that it is final: ${why}`,
    { hint: "Name more endpoints in SUBTENSOR_FALLBACK, or fewer that must agree in AFFINE_TRUST.", retryable: true },
  );
}
