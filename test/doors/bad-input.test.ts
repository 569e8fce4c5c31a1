import { connect as connectTo, type Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { DoorLimits } from "../../src/doors/limits.ts";
import type { Doors, DoorsOptions } from "../../src/doors/index.ts";
import { DED, SAT } from "../../src/envs/index.ts";
import { fenced } from "../../src/envs/judge/fenced.ts";
import { silentLogger, type Logger } from "../../src/telemetry/index.ts";
import { HeldEngine } from "./held-engine.ts";
import { ask, openDoorsForTest, post, SocketClient } from "./open-doors.ts";

/** A connection that is used without any client's manners. */
class RawConnection {
  readonly socket: Socket;
  #received = "";
  readonly #listeners: (() => void)[] = [];

  constructor({ port }: Doors, options: { allowHalfOpen?: boolean } = {}) {
    this.socket = connectTo({ port, host: "127.0.0.1", ...options });
    this.socket.setEncoding("latin1");
    this.socket.on("data", (text: string) => {
      this.#received += text;
      for (const tell of this.#listeners.splice(0)) tell();
    });
    this.socket.on("error", () => undefined);
    this.socket.on("close", () => {
      for (const tell of this.#listeners.splice(0)) tell();
    });
    onTestFinished(() => {
      this.socket.destroy();
    });
  }

  get received(): string {
    return this.#received;
  }

  /** Waits until the server has said something that fits, or has hung up. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#received) && !this.socket.closed) {
      await new Promise<void>((resolve) => this.#listeners.push(resolve));
    }
    return this.#received;
  }
}

const start = (options: Partial<DoorsOptions> = {}) => openDoorsForTest(options);

/** Doors that judge one answer at once, and whose programs end when the test says so. */
async function startHeld(limits: Partial<DoorLimits> = {}): Promise<{ doors: Doors; python: HeldEngine }> {
  const python = new HeldEngine();
  const doors = await start({ context: { python }, limits: { judgedAtOnce: 1, ...limits } });
  // Before the doors close: they wait for what is under way.
  onTestFinished(() => python.endAll());
  return { doors, python };
}

/** Answers whose verdicts need a program's end. */
async function programs(count: number): Promise<{ challenge_id: string; completion: string }[]> {
  const { id } = await DED.generate({ level: 1, seed: "held" });
  return Array.from({ length: count }, () => ({ challenge_id: id, completion: fenced("pass") }));
}

async function isAlive(doors: Doors): Promise<void> {
  const { id } = await SAT.generate({ level: 1, seed: "alive" });
  const { json } = await post(`${doors.url}/v1/evaluations`, { items: [{ challenge_id: id, completion: "x" }] });
  expect(json.results[0]).toMatchObject({ score: 0, reason: "no_answer" });
}

const UPGRADE =
  "GET /envs/SAT/ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

describe("bodies", () => {
  test("error: 100 MB by its declared length is refused before it is sent", async () => {
    const doors = await start();
    const raw = new RawConnection(doors);
    raw.socket.write("POST /v1/evaluations HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n\r\n{");
    expect(await raw.until(/\}$/)).toMatch(/^HTTP\/1.1 413 [\s\S]*"code":"invalid_input"/);
    await isAlive(doors);
  });

  test("error: a body without end, in chunks, is cut off at the limit and nothing of it is kept", async () => {
    const doors = await start({ limits: { bodyBytes: 1_000_000, heldBytes: 2_000_000 } });
    const raw = new RawConnection(doors);
    raw.socket.write("POST /v1/evaluations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const chunk = `10000\r\n${" ".repeat(0x1_0000)}\r\n`;
    for (let sent = 0; sent < 20 && !raw.socket.destroyed; sent += 1) raw.socket.write(chunk);
    expect(await raw.until(/\}/)).toMatch(/^HTTP\/1.1 413 /);
    const { text } = await ask(`${doors.url}/metrics`);
    expect(text).toContain("affine_door_held_bytes 0");
    await isAlive(doors);
  });

  test("error: bodies of many together: 429 with Retry-After, and room again when they end", async () => {
    const doors = await start({ limits: { heldBytes: 1_000 } });
    const raw = new RawConnection(doors);
    raw.socket.write(`POST /v1/evaluations HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n${" ".repeat(900)}`);
    await expect.poll(async () => (await ask(`${doors.url}/metrics`)).text).toContain("affine_door_held_bytes 900");
    const refused = await post(`${doors.url}/v1/evaluations`, `{"items":[]}${" ".repeat(200)}`);
    expect([refused.status, refused.headers.get("retry-after"), refused.json.error.code]).toEqual([
      429,
      "1",
      "overloaded",
    ]);
    raw.socket.destroy();
    await expect.poll(async () => (await ask(`${doors.url}/metrics`)).text).toContain("affine_door_held_bytes 0");
    await isAlive(doors);
  });

  test("error: half a request, then silence or a hang-up: nothing is judged", async () => {
    const defects: unknown[] = [];
    const log = Object.assign(Object.create(silentLogger) as Logger, {
      error: (...told: readonly unknown[]) => defects.push(told),
    });
    const doors = await start({ log });
    for (const end of [
      (raw: RawConnection) => raw.socket.end(),
      (raw: RawConnection) => raw.socket.resetAndDestroy(),
    ]) {
      const raw = new RawConnection(doors);
      raw.socket.write('POST /v1/evaluations HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{"items":[');
      await new Promise((resolve) => raw.socket.once("ready", resolve));
      end(raw);
    }
    const metrics = async () => (await ask(`${doors.url}/metrics`)).text;
    // Whoever hangs up is no defect of ours.
    await expect.poll(metrics).toContain('affine_door_requests_total{door="native",outcome="aborted"} 2');
    expect(await metrics()).not.toContain('outcome="internal"');
    expect(defects).toEqual([]);
    expect(await metrics()).not.toContain("affine_door_evaluations_total{");
    await isAlive(doors);
  });

  test("error: what is no HTTP", async () => {
    const doors = await start();
    for (const words of ["\u0000\u0001\u0002\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "x".repeat(100_000)]) {
      const raw = new RawConnection(doors);
      raw.socket.write(words);
      await raw.until(/^HTTP\/1.1 4\d\d/);
      expect(raw.received).toMatch(/^(HTTP\/1.1 4\d\d|$)/);
    }
    await isAlive(doors);
  });
});

describe("queues", () => {
  test("error: a flood: what does not fit is refused whole with Retry-After, what was taken is judged", async () => {
    const { doors, python } = await startHeld({ queued: 64 });
    const items = await programs(40);
    const taken = post(`${doors.url}/v1/evaluations`, { items });
    await expect.poll(() => python.held).toBe(1);
    const refused = await Promise.all(Array.from({ length: 20 }, () => post(`${doors.url}/v1/evaluations`, { items })));
    for (const { status, headers } of refused) expect([status, headers.get("retry-after")]).toEqual([429, "1"]);
    python.endAll();
    const { json } = await taken;
    expect(json.results).toHaveLength(40);
    expect(json.results.every(({ score }) => score === 0)).toBe(true);
    await isAlive(doors);
  });

  test("error: more than could ever wait", async () => {
    const doors = await start({ limits: { queued: 8 } });
    const items = Array.from({ length: 9 }, () => ({ challenge_id: "x", completion: "x" }));
    expect((await post(`${doors.url}/v1/evaluations`, { items })).status).toBe(429);
    expect((await post(`${doors.url}/v1/challenges`, { env: "SAT", level: 1, count: 9 })).status).toBe(429);
    await isAlive(doors);
  });

  test("behavior: a short request does not wait for somebody's long one", async () => {
    const { doors, python } = await startHeld();
    const slow = post(`${doors.url}/v1/evaluations`, { items: await programs(10) });
    await expect.poll(() => python.held).toBe(1);
    const short = isAlive(doors);
    await expect.poll(async () => (await ask(`${doors.url}/metrics`)).text).toContain("affine_door_queue_waiting 10");
    // The long one's second program was next when the short one came.
    python.endOne();
    await expect.poll(() => python.held).toBe(1);
    python.endOne();
    await short;
    python.endAll();
    expect((await slow).json.results).toHaveLength(10);
  });
});

describe("sockets", () => {
  test("error: a frame beyond the limit closes that session alone", async () => {
    const doors = await start({ limits: { frameBytes: 1_000 } });
    const [one, other] = [new SocketClient(`${doors.url}/envs/SAT/ws`), new SocketClient(`${doors.url}/envs/SAT/ws`)];
    await Promise.all([one.open(), other.open()]);
    one.send("x".repeat(1_001));
    expect(await one.closed).toBe(1009);
    expect((await other.ask({ type: "state" })).type).toBe("state");
  });

  test("behavior: a long answer has the verdict that it has through the other doors", async () => {
    const doors = await start();
    const { id, prompt } = await SAT.generate({ level: 1, seed: "long" });
    const completion = `${"so it is, ".repeat(500_000)}<answer>none</answer>`;
    const native = await post(`${doors.url}/v1/evaluations`, { items: [{ challenge_id: id, completion }] });
    const client = await new SocketClient(`${doors.url}/envs/SAT@1/ws`).open();
    await client.ask({ type: "reset", data: { split: "train", index: 0 } });
    const step = await client.ask({ type: "step", data: { answer: completion } });
    expect(prompt.length).toBeLessThan(completion.length);
    expect(step.data.observation.reason).toBe(native.json.results[0]?.reason);
    expect(step.data.reward).toBe(0);
  });

  test("error: frames that fill the memory for all of them end their own session; it is free again afterwards", async () => {
    const doors = await start({ limits: { heldBytes: 100_000 } });
    const [one, other] = [new SocketClient(`${doors.url}/envs/SAT/ws`), new SocketClient(`${doors.url}/envs/SAT/ws`)];
    await Promise.all([one.open(), other.open()]);
    one.send("x".repeat(200_000));
    expect(await one.closed).toBe(1013);
    for (let turn = 0; turn < 5; turn += 1) {
      const told = await other.ask({ type: "reset", data: { seed: 1, episode_id: "x".repeat(60_000) } });
      expect(told.data).not.toMatchObject({ code: "CAPACITY_REACHED" });
    }
    await expect.poll(async () => (await ask(`${doors.url}/metrics`)).text).toMatch(/affine_door_held_bytes 0\n/);
  });

  test("error: broken frames of the WebSocket protocol itself", async () => {
    const doors = await start();
    const frames = [
      Buffer.from([0xf1, 0x80, 0, 0, 0, 0]), // reserved bits
      Buffer.from([0x81, 0x01, 0x78]), // without a mask
      Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]), // 2^64 bytes
      Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe]), // no UTF-8
      Buffer.from([0x83, 0x80, 0, 0, 0, 0]), // an opcode that is none
    ];
    for (const frame of frames) {
      const raw = new RawConnection(doors);
      raw.socket.write(UPGRADE);
      await raw.until(/\r\n\r\n/);
      raw.socket.write(frame);
      await new Promise<void>((resolve) => (raw.socket.closed ? resolve() : raw.socket.once("close", () => resolve())));
    }
    await expect.poll(async () => (await ask(`${doors.url}/metrics`)).text).toContain("affine_door_sessions 0");
    await isAlive(doors);
  });

  test("error: a client that hangs up in the middle of the handshake, of a frame, of an answer", async () => {
    const doors = await start();
    for (const words of [UPGRADE.slice(0, 60), UPGRADE, `${UPGRADE}\u0081\u00ff`]) {
      const raw = new RawConnection(doors);
      raw.socket.write(words, "latin1");
      await new Promise((resolve) => raw.socket.once("ready", resolve));
      raw.socket.resetAndDestroy();
    }
    const client = await new SocketClient(`${doors.url}/envs/SAT/ws`).open();
    client.send({ type: "reset", data: { seed: 1 } });
    client.socket.terminate();
    await expect.poll(async () => (await ask(`${doors.url}/metrics`)).text).toContain("affine_door_sessions 0");
    await isAlive(doors);
  });

  test("error: a client that sends and never reads is cut off; its frames never pile up here", async () => {
    const doors = await start({ limits: { stalledMs: 50, framesAhead: 4 } });
    const raw = new RawConnection(doors);
    raw.socket.write(UPGRADE);
    await raw.until(/\r\n\r\n/);
    raw.socket.pause();
    const closed = new Promise<void>((resolve) => raw.socket.once("close", () => resolve()));
    // {"type":"state"} behind a mask of zeros, for ever.
    const frame = Buffer.concat([Buffer.from([0x81, 0x90, 0, 0, 0, 0]), Buffer.from('{"type":"state"}')]);
    const many = Buffer.concat(Array.from({ length: 1_000 }, () => frame));
    const flood = (): void => {
      while (!raw.socket.destroyed && raw.socket.write(many));
      if (!raw.socket.destroyed) raw.socket.once("drain", flood);
    };
    flood();
    await expect.poll(async () => (await ask(`${doors.url}/metrics`)).text).toContain("affine_door_sessions 0");
    raw.socket.resume();
    await closed;
    await isAlive(doors);
  });

  test("behavior: frames sent ahead are answered in order, however many", async () => {
    const doors = await start({ limits: { framesAhead: 4 } });
    const client = await new SocketClient(`${doors.url}/envs/SAT@1/ws`).open();
    const count = 300;
    for (let index = 0; index < count; index += 1) {
      client.send({ type: "reset", data: { seed: 1, episode_id: String(index) } });
      client.send({ type: "state" });
    }
    for (let index = 0; index < count; index += 1) {
      expect((await client.next()).type).toBe("observation");
      expect((await client.next()).data.episode_id).toBe(String(index));
    }
  });

  test("behavior: an idle socket is kept, answers pings, and is closed after its time", async () => {
    const doors = await start({ limits: { idleMs: 200 } });
    const client = await new SocketClient(`${doors.url}/envs/SAT/ws`).open();
    const pong = new Promise<void>((resolve) => client.socket.once("pong", () => resolve()));
    client.socket.ping();
    await pong;
    expect(await client.closed).toBe(1000);
  });
});

describe("the end", () => {
  test("behavior: what is under way is answered, what comes later is not, sessions are told", async () => {
    const { doors, python } = await startHeld();
    const client = await new SocketClient(`${doors.url}/envs/SAT/ws`).open();
    await client.ask({ type: "reset", data: { seed: 1 } });
    const underWay = post(`${doors.url}/v1/evaluations`, { items: await programs(10) });
    await expect.poll(() => python.held).toBe(1);
    const closed = doors.close();
    client.send({ type: "step", data: { answer: "x" } });
    const refused = await client.next();
    expect(refused).toMatchObject({ type: "error", data: { error: "interrupted", retryable: true } });
    python.endAll();
    expect((await underWay).json.results).toHaveLength(10);
    expect(await client.closed).toBe(1001);
    await closed;
    await expect(ask(`${doors.url}/health`)).rejects.toThrow();
  });

  test("behavior: who waits longer than the server does is told so, whole", async () => {
    const { doors, python } = await startHeld({ closeMs: 1 });
    const client = await new SocketClient(`${doors.url}/envs/SAT/ws`).open();
    await client.ask({ type: "reset", data: { seed: 1 } });
    const underWay = post(`${doors.url}/v1/evaluations`, { items: await programs(10) });
    await expect.poll(() => python.held).toBe(1);
    client.send({ type: "step", data: { answer: "x" } });
    const step = client.next();
    const closed = doors.close();
    const { status, headers, json } = await underWay;
    expect({ status, code: json.error.code }).toEqual({ status: 503, code: "interrupted" });
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await step).toMatchObject({ type: "error", data: { error: "interrupted", retryable: true } });
    expect(await client.closed).toBe(1001);
    await closed;
  });

  test("error: a taken port is named", async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toMatchObject({ code: "port_in_use" });
  });
});
