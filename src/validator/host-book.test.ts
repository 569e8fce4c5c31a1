import { describe, expect, test } from "vitest";
import type { ModelCommitment } from "../roster/index.ts";
import { silentLogger } from "../telemetry/index.ts";
import { HostBook, type HostBookOptions } from "./host-book.ts";

const commitment = (model: string): ModelCommitment => ({ model: `lab/${model}`, revision: "a".repeat(40) });
type Ask = NonNullable<HostBookOptions["baseUrlOf"]>;

function book(baseUrlOf: Ask, change: Partial<HostBookOptions> = {}) {
  const clock = { nowMs: 0 };
  const opened = new HostBook({ baseUrlOf, nowMs: () => clock.nowMs, log: silentLogger, patienceMs: 20, ...change });
  /** Looks until something holds: the book itself says when to look again. */
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await opened.look(AbortSignal.timeout(10));
  };
  return { book: opened, clock, until };
}

describe("HostBook", () => {
  test("default: what is asked for is looked up beside, and known with its age", async () => {
    const {
      book: hosts,
      clock,
      until,
    } = book((model) => Promise.resolve(`https://${model.model.slice(4)}.example/v1`));
    expect(hosts.know(commitment("one"))).toBeUndefined();
    clock.nowMs = 7;
    await until(() => hosts.looks.known === 1);
    expect(hosts.know(commitment("one"))).toEqual({ host: "https://one.example/v1", lookedAtMs: 7 });
    expect(hosts.looks).toEqual({ known: 1, waiting: 0, oldestAtMs: 7 });
  });

  test("behavior: a look that fails leaves what was known, with its age", async () => {
    const answers: (() => Promise<string>)[] = [
      () => Promise.resolve("https://one.example/v1"),
      () => Promise.reject(new Error("down")),
    ];
    let asked = 0;
    const { book: hosts, clock, until } = book(() => answers[Math.min(asked++, 1)]!(), { refreshMs: 1000 });
    hosts.know(commitment("one"));
    await until(() => hosts.looks.known === 1);
    clock.nowMs = 2000;
    await until(() => asked === 2);
    await hosts.look(AbortSignal.timeout(5));
    expect(hosts.know(commitment("one"))).toEqual({ host: "https://one.example/v1", lookedAtMs: 0 });
  });

  test("behavior: who hangs is given up, told so, and keeps nobody waiting", async () => {
    const hanging = (model: ModelCommitment): Promise<string> =>
      model.model === "lab/quick" ? Promise.resolve("https://quick.example/v1") : new Promise(() => undefined);
    const { book: hosts, until } = book(hanging);
    for (let place = 0; place < 40; place += 1) hosts.know(commitment(`hangs-${place}`));
    hosts.know(commitment("quick"));
    await until(() => typeof hosts.know(commitment("quick"))?.host === "string");
    await until(() => hosts.looks.known === 41);
    expect(hosts.know(commitment("hangs-3"))).toMatchObject({
      host: { reason: "host_unknown", detail: expect.stringContaining("did not answer within 20 ms") as string },
    });
  });

  test.each([
    ["no address", "not a url"],
    ["another protocol", "file:///etc/passwd"],
    ["an address without end", `https://${"x".repeat(5000)}.example`],
    ["an object", {}],
    ["a number", 7],
  ])("behavior: a host that lies with %s is unknown, and throws at nobody", async (_, lie) => {
    const { book: hosts, until } = book(() => Promise.resolve(lie as string));
    hosts.know(commitment("one"));
    await until(() => hosts.looks.known === 1);
    expect(hosts.know(commitment("one"))).toMatchObject({ host: { reason: "host_unknown" } });
  });

  test("behavior: what nobody asks for any more is forgotten", async () => {
    const { book: hosts, clock, until } = book(() => Promise.resolve("https://one.example/v1"), { refreshMs: 10 });
    hosts.know(commitment("one"));
    await until(() => hosts.looks.known === 1);
    clock.nowMs = 1000;
    await hosts.look(AbortSignal.timeout(5));
    expect(hosts.looks).toEqual({ known: 0, waiting: 0, oldestAtMs: null });
  });

  test("behavior: a commitment that names its endpoint needs nobody", () => {
    const { book: hosts } = book(() => Promise.reject(new Error("asked")));
    const named = { ...commitment("one"), endpoint: "http://127.0.0.1:8000" };
    expect(hosts.know(named)?.host).toBe("http://127.0.0.1:8000/v1");
    expect(hosts.looks.waiting).toBe(0);
  });
});
