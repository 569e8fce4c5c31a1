import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import type { BenchResult } from "../bench-result.ts";
import { atMost } from "./at-most.ts";
import type { FromServer, ToServer } from "./spectator-server.ts";

const SPECTATORS = 1000;
const EVENTS = 200;
const MIB = 2 ** 20;

/** What a thousand spectators cost the process that serves them, and what they have missed after every tenth came back. */
export async function thousandSpectators(): Promise<BenchResult[]> {
  const server = fork(fileURLToPath(new URL("./spectator-server.ts", import.meta.url)), {
    execArgv: ["--import", "tsx", "--expose-gc"],
  });
  try {
    const { url = "" } = await told(server);
    const before = await state(server);
    const seen = Array.from({ length: SPECTATORS }, () => ({ last: "aa.0", numbers: [] as number[] }));
    const all = await Promise.all(seen.map((one) => join(url, one)));
    const publish = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n += 1) tell(server, { publish: n });
      await until(() => seen.every(({ numbers }, place) => cut.has(place) || numbers.at(-1) === to - 1));
    };
    const cut = new Set<number>();
    await publish(0, EVENTS / 2);
    const during = await state(server);
    for (let place = 0; place < SPECTATORS; place += 10) {
      cut.add(place);
      all[place]?.destroy();
    }
    await publish(EVENTS / 2, EVENTS);
    for (const place of cut) {
      const one = seen[place];
      if (one !== undefined) all[place] = await join(url, one);
    }
    cut.clear();
    await until(() => seen.every(({ numbers }) => numbers.at(-1) === EVENTS - 1));
    const lost = seen.reduce((sum, { numbers }) => sum + (EVENTS - new Set(numbers).size), 0);
    const doubled = seen.reduce((sum, { numbers }) => sum + (numbers.length - new Set(numbers).size), 0);
    const mib = ((during.rssBytes ?? 0) - (before.rssBytes ?? 0)) / MIB;
    const note = `resident, over ${((before.rssBytes ?? 0) / MIB).toFixed(0)} MiB with nobody; ${during.watching} watched`;
    return [
      atMost("1,000 spectators", Number(mib.toFixed(1)), 100, "MiB", note),
      {
        ...{ name: "updates lost after coming back", ours: lost, baseline: 0, unit: "updates", goal: 1 },
        ratio: lost === 0 ? 1 : 0,
        note: `of ${SPECTATORS * EVENTS}, a tenth of the spectators cut off in the middle; told twice: ${doubled}`,
      },
    ];
  } finally {
    server.kill();
  }
}

function tell(server: ChildProcess, message: ToServer): void {
  server.send(message);
}

async function told(server: ChildProcess): Promise<FromServer> {
  const [message] = (await once(server, "message")) as [FromServer];
  return message;
}

function state(server: ChildProcess): Promise<FromServer> {
  tell(server, { tell: true });
  return told(server);
}

function join(url: string, one: { last: string; numbers: number[] }): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { headers: { "last-event-id": one.last }, agent: false };
    get(`${url}/api/v1/stream`, options, (response) => {
      let rest = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        const parts = `${rest}${text}`.split("\n\n");
        rest = parts.pop() ?? "";
        for (const part of parts) {
          const [, id, n] = /id: (\S+)[^]*data: \{"n":(\d+),/.exec(part) ?? [];
          if (id === undefined) continue;
          one.last = id;
          one.numbers.push(Number(n));
        }
      });
      response.on("error", () => undefined);
      resolve(response);
    }).on("error", reject);
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}
