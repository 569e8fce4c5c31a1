import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { startDoors, type Doors, type DoorsOptions } from "../../src/doors/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";

/**
 * What a server told, read as what it should be: where something else is there, the comparison fails or the test does.
 * All members of all answers stand here, since no answer has many.
 */
export interface Told {
  readonly [other: string]: unknown;
  readonly type: string;
  readonly data: Told;
  readonly observation: Told;
  readonly prompt: string;
  readonly reward: number;
  readonly done: boolean;
  readonly episode_id: string | null;
  readonly step_count: number;
  readonly envs: readonly Told[];
  readonly name: string;
  readonly levels: readonly Told[];
  readonly level: number;
  readonly baselines: readonly Told[];
  readonly kind: string;
  readonly challenges: readonly Told[];
  readonly challenge_id: string;
  readonly id: string;
  readonly seed: string;
  readonly params: Told;
  readonly version: string;
  readonly results: readonly Told[];
  readonly score: number | null;
  readonly reason: string;
  readonly error: Told;
  readonly code: string;
  readonly message: string;
  readonly detail: string;
  readonly result: Told;
  readonly structuredContent: Told;
  readonly tools: readonly Told[];
  readonly task: Told;
  readonly tasks: readonly Told[];
  readonly num_tasks: number;
  readonly index: number;
  readonly blocks: readonly Told[];
  readonly text: string;
  readonly content: Told;
  readonly info: Told;
  readonly paths: Readonly<Record<string, Told | undefined>>;
  readonly post: Told;
  readonly requestBody: Told;
  readonly schema: Told;
  readonly properties: Told;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Told;
}

/** Doors on a free port, closed at the end of the test or file. */
export async function openDoors(options: Partial<DoorsOptions> = {}): Promise<Doors> {
  return startDoors({ host: "127.0.0.1", port: 0, version: "0.0.1", log: silentLogger, ...options });
}

/** The same, closed when the test is over. */
export async function openDoorsForTest(options: Partial<DoorsOptions> = {}): Promise<Doors> {
  const doors = await openDoors(options);
  onTestFinished(() => doors.close());
  return doors;
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

/** `undefined` for what is no JSON, of which nothing can be read. */
function parsed(text: string): Told {
  try {
    return JSON.parse(text) as Told;
  } catch {
    return undefined as never;
  }
}

/** Posts a value as JSON, or a text as it is. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(url, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers });
}

/** A client of OpenEnv's WebSocket that asks one thing at a time. */
export class SocketClient {
  readonly socket: WebSocket;
  readonly #frames: Told[] = [];
  readonly #waiting: ((frame: Told) => void)[] = [];
  readonly closed: Promise<number>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url.replace(/^http/, "ws"), { headers });
    this.socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Told;
      const waiter = this.#waiting.shift();
      if (waiter === undefined) this.#frames.push(frame);
      else waiter(frame);
    });
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code) => resolve(code));
      this.socket.on("error", () => undefined);
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.socket.once("open", () => resolve());
      this.socket.once("unexpected-response", (_, response) => reject(new Error(`status ${response.statusCode}`)));
      this.socket.once("error", reject);
    });
    return this;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === "string" || frame instanceof Buffer ? frame : JSON.stringify(frame));
  }

  next(): Promise<Told> {
    const frame = this.#frames.shift();
    if (frame !== undefined) return Promise.resolve(frame);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  ask(frame: unknown): Promise<Told> {
    const answer = this.next();
    this.send(frame);
    return answer;
  }
}
