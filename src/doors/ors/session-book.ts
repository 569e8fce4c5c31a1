import { randomUUID } from "node:crypto";
import { AffineError } from "../../core/index.ts";
import { httpError } from "../http/error-body.ts";
import type { SessionSlots } from "../session-slots.ts";
import type { CallOutput, OrsSession } from "./ors-session.ts";

/** A call that is under way or done: who lost the connection asks for it again by its id. */
export type Call = Promise<CallOutput>;

/** Calls that a session remembers. */
const MOST_CALLS = 16;

interface Entry {
  session: OrsSession;
  readonly calls: Map<string, Call>;
  readonly end: () => void;
  readonly timer: NodeJS.Timeout;
}

/** Sessions by their id. Each has a slot; one that is neither used nor pinged ends by itself. */
export class SessionBook {
  readonly #entries = new Map<string, Entry | "opening">();
  readonly #slots: SessionSlots;
  readonly #pingMs: number;

  constructor(slots: SessionSlots, pingMs: number) {
    this.#slots = slots;
    this.#pingMs = pingMs;
  }

  /** @throws AffineError `invalid_input` when the id is taken, `overloaded`, and what opening throws: then there is none. */
  async open(id: string, make: () => Promise<OrsSession>): Promise<void> {
    if (this.#entries.has(id)) throw new AffineError("invalid_input", "Session already exists.");
    const giveBack = this.#slots.take();
    this.#entries.set(id, "opening");
    try {
      const session = await make();
      const timer = setTimeout(() => this.end(id), this.#pingMs).unref();
      const end = (): void => {
        clearTimeout(timer);
        giveBack();
      };
      this.#entries.set(id, { session, calls: new Map(), end, timer });
    } catch (error) {
      this.#entries.delete(id);
      giveBack();
      throw error;
    }
  }

  /** A session, whose time begins anew. @throws AffineError `not_found`. */
  use(id: string): OrsSession {
    return this.#entry(id).session;
  }

  /**
   * The call of an id: a new one where none is named.
   *
   * @throws AffineError `not_found` for a session or call that is not known.
   */
  call(id: string, callId: string | null | undefined, begin: (session: OrsSession) => Call): [string, Call] {
    const { session, calls } = this.#entry(id);
    if (callId !== null && callId !== undefined) {
      const known = calls.get(callId);
      if (known !== undefined) return [callId, known];
      throw httpError(404, "not_found", "unknown task_id", "Call the tool anew.");
    }
    const fresh = randomUUID();
    const made = begin(session);
    calls.set(fresh, made);
    if (calls.size > MOST_CALLS) calls.delete(calls.keys().next().value as string);
    return [fresh, made];
  }

  end(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry === "opening") return;
    this.#entries.delete(id);
    entry.end();
  }

  endAll(): void {
    for (const id of [...this.#entries.keys()]) this.end(id);
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry === "opening") {
      throw httpError(404, "not_found", "Active environment not found", "POST /create opens a session.");
    }
    entry.timer.refresh();
    return entry;
  }
}
