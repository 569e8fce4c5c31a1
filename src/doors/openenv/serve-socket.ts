import type { Socket } from "node:net";
import type { RawData, WebSocket } from "ws";
import { AffineError } from "../../core/index.ts";
import type { DoorParts } from "../door-parts.ts";
import type { Place } from "../evaluator/place.ts";
import type { Lease } from "../http/held-bytes.ts";
import { answerFrame, errorFrame, type ReplyFrame } from "./frames.ts";
import { OpenEnvSession } from "./openenv-session.ts";

/** Close codes of RFC 6455 and its registry. */
const NORMAL = 1000;
const TRY_LATER = 1013;
/** `readyState` of a socket that is open. */
const OPEN = 1;

/**
 * One connection is one session: answers its frames one after the other, in order. A client that sends ahead waits in the
 * network, and one that does not read is cut off; neither costs more memory than its bounded share.
 */
export function serveSocket(socket: WebSocket, connection: Socket, place: Place, parts: DoorParts): void {
  // Before anything else: an error without a listener would end the process.
  socket.on("error", () => socket.terminate());
  let giveBack: () => void;
  try {
    giveBack = parts.slots.take();
  } catch (error) {
    if (!AffineError.isInstance(error)) throw error;
    void refuse(socket, errorFrame("CAPACITY_REACHED", error), parts);
    return;
  }
  new SocketSession(socket, place, parts, giveBack).start(connection);
}

async function refuse(socket: WebSocket, reply: ReplyFrame, { metrics, limits }: DoorParts): Promise<void> {
  metrics.request("openenv", reply.outcome);
  await sent(socket, reply, limits.stalledMs);
  socket.close(TRY_LATER, "all sessions are taken");
}

class SocketSession {
  readonly #socket: WebSocket;
  readonly #place: Place;
  readonly #parts: DoorParts;
  readonly #session: OpenEnvSession;
  readonly #inbox: { readonly text: string | null; readonly lease: Lease }[] = [];
  readonly #idle: NodeJS.Timeout;
  /** Of the frame that is coming in. */
  #lease: Lease;
  #isAtWork = false;

  constructor(socket: WebSocket, place: Place, parts: DoorParts, giveBack: () => void) {
    this.#socket = socket;
    this.#place = place;
    this.#parts = parts;
    this.#session = new OpenEnvSession(parts.evaluator, place);
    this.#lease = parts.bodies.held.lease();
    this.#idle = setTimeout(() => socket.close(NORMAL, "idle"), parts.limits.idleMs).unref();
    socket.on("close", () => {
      clearTimeout(this.#idle);
      for (const { lease } of this.#inbox.splice(0)) lease.release();
      this.#lease.release();
      giveBack();
    });
  }

  start(connection: Socket): void {
    // A frame is whole only when it has all come in: until then its bytes are counted as they come.
    connection.prependListener("data", (part: Buffer) => this.#count(part.length));
    this.#socket.on("message", (data: RawData, isBinary: boolean) => {
      this.#idle.refresh();
      // `ws` gives one Buffer unless it is told otherwise.
      this.#inbox.push({ text: isBinary ? null : (data as Buffer).toString("utf8"), lease: this.#lease });
      this.#lease = this.#parts.bodies.held.lease();
      if (this.#inbox.length >= this.#parts.limits.framesAhead) this.#socket.pause();
      if (!this.#isAtWork) void this.#work();
    });
  }

  #count(bytes: number): void {
    if (this.#socket.readyState !== OPEN) return;
    try {
      this.#lease.add(bytes);
    } catch (error) {
      if (!AffineError.isInstance(error)) throw error;
      this.#parts.metrics.request("openenv", "overloaded");
      this.#socket.close(TRY_LATER, "frames of others fill the memory");
    }
  }

  async #work(): Promise<void> {
    this.#isAtWork = true;
    for (let frame = this.#inbox.shift(); frame !== undefined; frame = this.#inbox.shift()) {
      const { text, lease } = frame;
      const reply = await answerFrame(text, this.#session, { evaluator: this.#parts.evaluator, place: this.#place });
      lease.release();
      if (this.#inbox.length === 0 && this.#socket.isPaused) this.#socket.resume();
      if (reply === "close") {
        this.#socket.close(NORMAL);
        break;
      }
      this.#parts.metrics.request("openenv", reply.outcome);
      if (!(await sent(this.#socket, reply, this.#parts.limits.stalledMs))) break;
    }
    this.#isAtWork = false;
  }
}

/** Sends a frame and waits until the system has taken it; false where the client is gone or has taken nothing in time. */
function sent(socket: WebSocket, { frame }: ReplyFrame, stalledMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const stalled = setTimeout(() => {
      socket.terminate();
      resolve(false);
    }, stalledMs);
    socket.send(JSON.stringify(frame), (error) => {
      clearTimeout(stalled);
      resolve(!(error instanceof Error));
    });
  });
}
