import { once } from "node:events";
import { Pool } from "undici";
import { WebSocket } from "ws";

/** What a load on a server showed. */
export interface LoadResult {
  /** Evaluations per second of wall clock. */
  readonly perSecond: number;
  /** Milliseconds from a request, or a step, to its answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How many evaluations were counted: fewer than asked for where the time was over before. */
  readonly evaluations: number;
}

/** A measurement takes so long at most; a slow server is measured on fewer evaluations. */
const MOST_MS = Number(process.env["AFFINE_BENCH_SECONDS"] ?? "20") * 1_000;
/** What does not answer for so long never will. */
const ANSWER_MS = 60_000;

/**
 * Runs `sessions` loops until there were `total` evaluations or the time is over. What fails in one loop ends them all.
 *
 * @param turn gives its evaluations, timed
 */
export async function load(
  sessions: number,
  total: number,
  turn: (session: number, index: number) => Promise<{ readonly evaluations: number; readonly ms: number }>,
): Promise<LoadResult> {
  const times: number[] = [];
  let started = 0;
  let done = 0;
  let failed = false;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: sessions }, async (_, session) => {
      while (!failed && done + started < total && performance.now() - begin < MOST_MS) {
        started += 1;
        try {
          const { evaluations, ms } = await turn(session, times.length);
          done += evaluations;
          times.push(ms);
        } catch (error) {
          failed = true;
          throw error;
        } finally {
          started -= 1;
        }
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { perSecond: done / seconds, p50Ms: at(0.5), p99Ms: at(0.99), evaluations: done };
}

/** A client of HTTP that keeps as many connections as there are sessions. */
export class HttpLoad {
  readonly #pool: Pool;

  constructor(url: string, sessions: number) {
    const [headersTimeout, bodyTimeout] = [ANSWER_MS, ANSWER_MS];
    this.#pool = new Pool(url, { connections: sessions, pipelining: 1, headersTimeout, bodyTimeout });
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<{ text: string; ms: number }> {
    const start = performance.now();
    const { statusCode, body: answer } = await this.#pool.request({
      path,
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode}: ${text.slice(0, 300)}`);
    return { text, ms: performance.now() - start };
  }

  /** What is under way when a measurement has failed is not waited for. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

/** One session of OpenEnv's WebSocket. */
export class SocketSession {
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("error", () => socket.terminate());
  }

  static async open(url: string): Promise<SocketSession> {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/ws`, { handshakeTimeout: ANSWER_MS });
    await once(socket, "open");
    return new SocketSession(socket);
  }

  /** @throws Error for an error frame, and where the connection ends or nothing comes instead of an answer */
  async ask(frame: unknown): Promise<{ readonly data: { readonly reward: number | null } }> {
    const data = await this.#answerTo(JSON.stringify(frame));
    const told = JSON.parse(data.toString()) as { type: string; data: { reward: number | null } };
    if (told.type === "error") throw new Error(data.toString().slice(0, 300));
    return told;
  }

  close(): void {
    this.#socket.terminate();
  }

  /** A server that closes the connection never answers: whoever waits for a message alone waits for ever. */
  #answerTo(text: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#socket.off("message", onMessage).off("close", onClose);
      };
      const onMessage = (data: Buffer): void => {
        settle();
        resolve(data);
      };
      const onClose = (code: number, why: Buffer): void => {
        settle();
        reject(new Error(`The server closed the connection: ${code} ${why.toString()}`));
      };
      const timer = setTimeout(() => {
        settle();
        reject(new Error(`No answer within ${ANSWER_MS} ms to ${text.slice(0, 100)}`));
      }, ANSWER_MS);
      this.#socket.on("message", onMessage).on("close", onClose);
      this.#socket.send(text, (error) => {
        if (error instanceof Error) onClose(0, Buffer.from(error.message));
      });
    });
  }
}
