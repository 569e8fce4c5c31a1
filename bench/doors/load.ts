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
}

/** Runs `sessions` loops until there were `total` evaluations. @param turn gives its evaluations, timed */
export async function load(
  sessions: number,
  total: number,
  turn: (session: number, index: number) => Promise<{ readonly evaluations: number; readonly ms: number }>,
): Promise<LoadResult> {
  const times: number[] = [];
  let started = 0;
  let done = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: sessions }, async (_, session) => {
      while (done + started < total) {
        started += 1;
        const { evaluations, ms } = await turn(session, times.length);
        started -= 1;
        done += evaluations;
        times.push(ms);
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { perSecond: done / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** A client of HTTP that keeps as many connections as there are sessions. */
export class HttpLoad {
  readonly #pool: Pool;

  constructor(url: string, sessions: number) {
    this.#pool = new Pool(url, { connections: sessions, pipelining: 1 });
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

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** One session of OpenEnv's WebSocket. */
export class SocketSession {
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async open(url: string): Promise<SocketSession> {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/ws`);
    await once(socket, "open");
    return new SocketSession(socket);
  }

  /** @throws Error for an error frame */
  async ask(frame: unknown): Promise<{ readonly data: { readonly reward: number | null } }> {
    const answer = once(this.#socket, "message");
    this.#socket.send(JSON.stringify(frame));
    const [data] = (await answer) as [Buffer];
    const told = JSON.parse(data.toString()) as { type: string; data: { reward: number | null } };
    if (told.type === "error") throw new Error(data.toString().slice(0, 300));
    return told;
  }

  close(): void {
    this.#socket.terminate();
  }
}
