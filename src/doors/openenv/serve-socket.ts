import type { RawData, WebSocket } from "ws";
import { AffineError } from "../../core/index.ts";
import type { DoorParts } from "../door-parts.ts";
import type { Place } from "../evaluator/place.ts";
import { answerFrame, errorFrame, type ReplyFrame } from "./frames.ts";
import { OpenEnvSession } from "./openenv-session.ts";

/** Close codes of RFC 6455 and its registry. */
const NORMAL = 1000;
const TRY_LATER = 1013;

/**
 * One connection is one session: answers its frames one after the other, in order. A client that sends ahead waits in the
 * network, and one that does not read is cut off; neither costs more memory than its bounded share.
 */
export function serveSocket(socket: WebSocket, place: Place, parts: DoorParts): void {
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
  new SocketSession(socket, place, parts, giveBack).start();
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
  readonly #inbox: (string | null)[] = [];
  readonly #idle: NodeJS.Timeout;
  #isAtWork = false;

  constructor(socket: WebSocket, place: Place, parts: DoorParts, giveBack: () => void) {
    this.#socket = socket;
    this.#place = place;
    this.#parts = parts;
    this.#session = new OpenEnvSession(parts.evaluator, place);
    this.#idle = setTimeout(() => socket.close(NORMAL, "idle"), parts.limits.idleMs).unref();
    socket.on("close", () => {
      clearTimeout(this.#idle);
      this.#inbox.length = 0;
      giveBack();
    });
  }

  start(): void {
    this.#socket.on("message", (data: RawData, isBinary: boolean) => {
      this.#idle.refresh();
      // `ws` gives one Buffer unless it is told otherwise.
      this.#inbox.push(isBinary ? null : (data as Buffer).toString("utf8"));
      if (this.#inbox.length >= this.#parts.limits.framesAhead) this.#socket.pause();
      if (!this.#isAtWork) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isAtWork = true;
    for (let text = this.#inbox.shift(); text !== undefined; text = this.#inbox.shift()) {
      const reply = await answerFrame(text, this.#session, { evaluator: this.#parts.evaluator, place: this.#place });
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
