import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath, pathToFileURL } from "node:url";
import { InferenceClient } from "../../src/inference/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { plainFetch } from "./plain-fetch.ts";

const IN_FLIGHT = 1000;
const ANSWERS = 4000;
const RUNS = 5;
const TOKENS = 64;
/** With one, the server's own writing is what is measured: it takes more time than either client's reading. */
const EVENTS_PER_WRITE = 4;
const PROMPT = "Is this formula satisfiable? ".repeat(40);

type Ask = () => Promise<string>;

/** Answers per second of wall time, and CPU milliseconds an answer, with a fixed number in flight. */
async function measure(ask: Ask, answers: number): Promise<{ perSecond: number; cpuMs: number }> {
  let left = answers;
  const expected = 7 * TOKENS;
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const text = await ask();
      if (text.length !== expected) throw new Error(`Expected ${expected} characters, got ${text.length}.`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const elapsedMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (answers * 1000) / elapsedMs, cpuMs: (user + system) / 1000 / answers };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Whole answers a second through the inference client, against global fetch, with 1,000 in flight. */
export async function run(): Promise<BenchResult[]> {
  const server = fork(
    fileURLToPath(new URL("./server.mjs", import.meta.url)),
    [String(TOKENS), String(EVENTS_PER_WRITE)],
    { execArgv: [] },
  );
  const [{ port }] = (await once(server, "message")) as [{ port: number }];
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const client = new InferenceClient({ limits: { initial: IN_FLIGHT, max: IN_FLIGHT } });
  const options = { model: "bench", baseUrl, seed: 1, temperature: 0, maxTokens: 256 };
  const ours: Ask = async () => (await client.query(PROMPT, options)).text;
  const theirs: Ask = () => plainFetch(baseUrl, PROMPT);
  const results: Record<"ours" | "theirs", { perSecond: number; cpuMs: number }[]> = { ours: [], theirs: [] };
  try {
    await measure(ours, IN_FLIGHT);
    await measure(theirs, IN_FLIGHT);
    for (let n = 0; n < RUNS; n += 1) {
      results.ours.push(await measure(ours, ANSWERS));
      results.theirs.push(await measure(theirs, ANSWERS));
    }
  } finally {
    await client.close();
    server.disconnect();
  }
  const perSecond = (who: keyof typeof results) => median(results[who].map((result) => result.perSecond));
  const cpuMs = (who: keyof typeof results) => median(results[who].map((result) => result.cpuMs)).toFixed(2);
  return [
    {
      name: "Inference client, streamed answers",
      ours: perSecond("ours"),
      baseline: perSecond("theirs"),
      unit: "answers/s",
      ratio: perSecond("ours") / perSecond("theirs"),
      goal: 2,
      note:
        `against global fetch; ${IN_FLIGHT} in flight, ${TOKENS} events an answer, ${EVENTS_PER_WRITE} a write, server in its own process, ` +
        `medians of ${RUNS} alternating runs; client CPU ${cpuMs("ours")} ms an answer against ${cpuMs("theirs")} ms`,
    },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) console.log(await run());
