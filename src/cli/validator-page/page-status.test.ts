import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { AffineError } from "../../core/index.ts";
import { pageStatus } from "./page-status.ts";

const hash = (digit: string): `0x${string}` => `0x${digit.repeat(64)}`;
/** Has blocks up to 10, each with a hash of ones. */
const chain = {
  blockHash: (number: number) =>
    number <= 10 ? Promise.resolve(hash("1")) : Promise.reject(new AffineError("not_found", "There is no such block.")),
};
const STATUS = { chain: { netuid: 120 }, recentBlocks: [{ number: 9, hash: hash("1") }] };

let server: Server | undefined;
afterEach(() => server?.close());

async function served(body: string, status = 200): Promise<string> {
  server = createServer((_, response) => response.writeHead(status).end(body)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

const ask = (url: string) => pageStatus(url, { netuid: 120, chain });

describe("a validator's page", () => {
  test("default: of this chain and subnet", async () => {
    expect(await ask(`${await served(JSON.stringify(STATUS))}/`)).toEqual({ status: STATUS });
  });

  test("behavior: a block ahead of ours is passed over; a page that starts has shown none", async () => {
    const ahead = { ...STATUS, recentBlocks: [...STATUS.recentBlocks, { number: 11, hash: hash("2") }] };
    expect(await ask(await served(JSON.stringify(ahead)))).toEqual({ status: ahead });
    const starting = { ...STATUS, recentBlocks: [] };
    expect(await ask(await served(JSON.stringify(starting)))).toEqual({ status: starting });
  });

  test.each<[string, string, number, string]>([
    [
      "another chain",
      JSON.stringify({ ...STATUS, recentBlocks: [{ number: 9, hash: hash("2") }] }),
      200,
      "another chain",
    ],
    [
      "no block of ours",
      JSON.stringify({ ...STATUS, recentBlocks: [{ number: 11, hash: hash("1") }] }),
      200,
      "tells of no block",
    ],
    ["another subnet", JSON.stringify({ ...STATUS, chain: { netuid: 7 } }), 200, "of subnet 7, not 120"],
    ["no status", "{}", 200, "no validator's status"],
    ["no JSON", "<html>", 200, "no validator's status"],
    ["an error", "{}", 503, "answers 503"],
    ["without end", "x".repeat(17 * 1_048_576), 200, "more than"],
  ])("error: %s is said", async (_, body, status, said) => {
    expect(await ask(await served(body, status))).toEqual({ unknown: expect.stringContaining(said) as string });
  });

  test("error: nobody there", async () => {
    expect(await ask("http://127.0.0.1:1")).toEqual({
      unknown: expect.stringContaining("cannot be reached") as string,
    });
  });
});
