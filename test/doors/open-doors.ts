import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { startDoors, type Doors, type DoorsOptions } from "../../src/doors/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests read what they expect to be there.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
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
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** Posts a value as JSON, or a text as it is. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(url, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers });
}

/** A client of OpenEnv's WebSocket that asks one thing at a time. */
export class SocketClient {
  readonly socket: WebSocket;
  readonly #frames: unknown[] = [];
  readonly #waiting: ((frame: unknown) => void)[] = [];
  readonly closed: Promise<number>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url.replace(/^http/, "ws"), { headers });
    this.socket.on("message", (data: Buffer) => {
      const frame: unknown = JSON.parse(data.toString());
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

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  next(): Promise<any> {
    const frame = this.#frames.shift();
    if (frame !== undefined) return Promise.resolve(frame);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  ask(frame: unknown): Promise<any> {
    const answer = this.next();
    this.send(frame);
    return answer;
  }
}
