import { AffineError, errorMessage } from "../../../core/index.ts";
import { pause } from "../../../io/index.ts";
import { logger } from "../../../telemetry/index.ts";
import type { Hex } from "../../chain.ts";
import type { Timings } from "../options.ts";
import { transportError } from "../rpc/rpc-errors.ts";
import { blockTimeMs } from "./block-time.ts";
import { findAhead } from "./find-ahead.ts";
import { HeadBoard } from "./head-board.ts";
import { Session } from "./session.ts";

/** Between two rounds through all endpoints when none of them works. */
const ROUND_PAUSE_MS = 300;
/** For the first connection of all. */
const FIRST_PATIENCE_MS = 3_000;
/** Between two looks of the watchdog; shorter where the stall is, as in tests. */
const WATCH_MS = 5_000;

/** A newest block that is older may mean an endpoint that is behind, though it moves: the others are asked. */
const OLD_BLOCK_MS = 180_000;
/** Between two looks at the time of the newest block. */
const LOOK_AHEAD_MS = 60_000;

export interface EndpointsOptions extends Timings {
  readonly endpoints: readonly string[];
  readonly genesis: Hex | undefined;
}

/**
 * A list of endpoints of one chain, of which one is in use. When its connection ends, or no new block came for a while,
 * the next one takes over; whoever waits for blocks does not notice.
 */
export class Endpoints {
  readonly board = new HeadBoard();
  readonly #options: EndpointsOptions;
  readonly #watch: NodeJS.Timeout;
  #next = 0;
  #genesis: Hex | undefined;
  #current: Session | undefined;
  #opening: Promise<Session> | undefined;
  #closed = false;
  #lookedAtMs = 0;

  constructor(options: EndpointsOptions) {
    this.#options = options;
    this.#genesis = options.genesis;
    this.#watch = setInterval(() => this.#checkStall(), Math.min(WATCH_MS, options.stallMs / 4));
    this.#watch.unref();
  }

  /** The endpoint in use, or the next one to be tried. */
  get endpoint(): string {
    const { endpoints } = this.#options;
    return this.#current?.endpoint ?? endpoints[this.#next % endpoints.length] ?? "";
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * The session in use, opened where there is none.
   *
   * @throws AffineError `chain_transport` when no endpoint works for `patienceMs`; `chain_rejected` (`WrongGenesis`,
   * `OtherHistory`), `chain_decode` or `chain_stale` when every one of them fails for such a reason.
   */
  session(): Promise<Session> {
    if (this.#closed) return Promise.reject(closedError());
    if (this.#current?.isOpen === true) return Promise.resolve(this.#current);
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /** Runs something that may be done twice; again on another endpoint when the connection ends meanwhile. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const tries = this.#options.endpoints.length + 1;
    for (let attempt = 1; ; attempt += 1) {
      const session = await this.session();
      try {
        return await work(session);
      } catch (thrown) {
        if (isUntrue(thrown, session)) {
          // Told at once, and not asked again: whoever goes on afterwards, as a validator does, asks the next one.
          session.connection.end(thrown);
          throw thrown;
        }
        if (session.isOpen && isRefusal(thrown)) session.connection.end(thrown);
        if (session.isOpen || this.#closed || attempt >= tries) throw thrown;
      }
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#watch);
    this.#current?.connection.end(closedError());
    this.board.fail(closedError());
  }

  async #open(): Promise<Session> {
    const { endpoints } = this.#options;
    // Somebody who has just begun is told soon; a validator under way waits for the network to come back.
    const begun = this.board.head !== undefined;
    const patienceMs = begun ? this.#options.patienceMs : Math.min(this.#options.patienceMs, FIRST_PATIENCE_MS);
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const failures: AffineError[] = [];
      for (let tried = 0; tried < endpoints.length; tried += 1) {
        const url = endpoints[this.#next % endpoints.length] ?? "";
        try {
          return await this.#openOne(url);
        } catch (thrown) {
          if (!AffineError.isInstance(thrown)) throw thrown;
          logger("chain").info({ endpoint: url, code: thrown.code }, thrown.message);
          failures.push(thrown);
          this.#next += 1;
        }
        if (this.#closed) throw closedError();
      }
      const hopeless = failures.every(({ retryable }) => !retryable);
      if (hopeless || performance.now() > deadline) throw summary(failures);
      await pause(ROUND_PAUSE_MS);
    }
  }

  async #openOne(url: string): Promise<Session> {
    const session = await Session.open(url, {
      ...this.#options,
      genesis: this.#genesis,
      onHeads: () => {
        if (this.#current === session) this.board.update(session.final);
      },
    });
    try {
      if (this.#closed) throw closedError();
      await this.#checkHistory(session);
      // Whichever chain answered first is the one that is meant, though another endpoint of it may be used.
      this.#genesis = session.genesis;
      await this.#checkAhead(session);
    } catch (thrown) {
      session.connection.end(transportError(url, errorMessage(thrown)));
      throw thrown;
    }
    this.#current = session;
    this.board.update(session.final);
    logger("chain").info({ endpoint: url, block: session.final.number }, "connected");
    void session.connection.ended.then((reason) => this.#lost(session, reason));
    return session;
  }

  /** An endpoint must know the newest block that was read before: nobody may be shown an older state, or another one. */
  async #checkHistory(session: Session): Promise<void> {
    const { head } = this.board;
    if (head === undefined) return;
    const known = await session.has(head);
    if (known === "yes") return;
    if (known === "not yet") throw behindError(session, head);
    throw new AffineError("chain_rejected", `${session.endpoint} has another block ${head.number} than before.`, {
      hint: "It is another chain of the same genesis, such as a development node that began anew: start this program anew.",
      details: { name: "OtherHistory", endpoint: session.endpoint },
    });
  }

  /** An endpoint may be hours behind and still move: where its blocks are old, the others are asked for newer ones. */
  async #checkAhead(session: Session): Promise<void> {
    this.#lookedAtMs = performance.now();
    const others = this.#options.endpoints.filter((url) => url !== session.endpoint);
    if (others.length === 0) return;
    const timeMs = await blockTimeMs(session).catch((thrown: unknown) => {
      // A node that does not answer this one question is used as it is; one that is gone says so by itself.
      if (!session.isOpen) throw thrown;
      const why = errorMessage(thrown);
      logger("chain").info({ endpoint: session.endpoint, why }, "the time of its blocks is not known: used as it is");
      return undefined;
    });
    if (timeMs === undefined || Date.now() - timeMs < OLD_BLOCK_MS) return;
    const ahead = await findAhead(others, session, this.#options);
    if (ahead !== undefined) throw behindError(session, ahead, `${ahead.url}'s`);
  }

  #lookAhead(session: Session): void {
    if (performance.now() - this.#lookedAtMs < LOOK_AHEAD_MS) return;
    this.#checkAhead(session).catch((thrown: unknown) => {
      const reason = AffineError.isInstance(thrown) ? thrown : transportError(session.endpoint, errorMessage(thrown));
      session.connection.end(reason);
    });
  }

  #lost(session: Session, reason: AffineError): void {
    if (this.#current !== session) return;
    this.#current = undefined;
    if (this.#closed) return;
    this.#next += 1;
    logger("chain").warn({ endpoint: session.endpoint, next: this.endpoint }, reason.message);
    this.#reopen();
  }

  /** Those who wait for blocks ask for nothing, so a lost session is replaced at once; they are told when that fails. */
  #reopen(): void {
    this.session().catch((thrown: unknown) => {
      if (this.#closed) return;
      const reason = AffineError.isInstance(thrown) ? thrown : transportError(this.endpoint, errorMessage(thrown));
      logger("chain").warn({ code: reason.code }, reason.message);
      this.board.fail(reason);
    });
  }

  #checkStall(): void {
    const { stallMs } = this.#options;
    const session = this.#current;
    if (session !== undefined && session.stillForMs > stallMs) {
      session.connection.end(staleError(session.endpoint, session.stillForMs));
    }
    if (session?.isOpen === true) this.#lookAhead(session);
    // Every endpoint had its turn by then, and none showed a new final block.
    if (this.board.ageMs > stallMs * (this.#options.endpoints.length + 1)) {
      this.board.fail(staleError(this.endpoint, this.board.ageMs));
    }
  }
}

/** A node that will not answer, such as one that limits requests: another one may. */
function isRefusal(thrown: unknown): thrown is AffineError {
  return AffineError.isInstance(thrown) && thrown.code === "chain_transport";
}

/** What this endpoint said has been disproved. */
function isUntrue(thrown: unknown, { endpoint }: Session): thrown is AffineError {
  return AffineError.isInstance(thrown) && thrown.code === "chain_untrue" && thrown.details["endpoint"] === endpoint;
}

function staleError(endpoint: string, ageMs: number): AffineError {
  return new AffineError("chain_stale", `No new block came from ${endpoint} for ${Math.round(ageMs / 1000)} s.`, {
    hint: "The node is stuck, or the network is: look at another endpoint.",
    details: { endpoint },
  });
}

function behindError(session: Session, head: { readonly number: number }, whose = ""): AffineError {
  const { number } = session.newest;
  const block = `${whose === "" ? "" : `${whose} `}block ${head.number}`;
  return new AffineError("chain_stale", `${session.endpoint} is at block ${number}, behind ${block}.`, {
    hint: "It is still catching up: use another endpoint.",
    details: { endpoint: session.endpoint },
  });
}

function closedError(): AffineError {
  return new AffineError("chain_transport", "The chain's client is closed.", { retryable: false });
}

/** What to say when no endpoint works: of several reasons the gravest that they share, with each endpoint's own. */
function summary(failures: readonly AffineError[]): AffineError {
  const [first] = failures;
  if (first === undefined) return transportError("", "no endpoint is given");
  if (failures.length === 1) return first;
  const same = failures.every(({ code }) => code === first.code);
  return new AffineError(same ? first.code : "chain_transport", failures.map(({ message }) => message).join(" "), {
    ...(first.hint === undefined ? {} : { hint: first.hint }),
    details: same ? first.details : {},
    cause: first,
  });
}
