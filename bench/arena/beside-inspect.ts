import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { datasetFormat } from "../../src/dataset/index.ts";
import { exportRollouts } from "../../src/sdk/index.ts";
import { NETUID, SignedRollouts } from "../../test/dataset/signed-rollouts.ts";
import type { BenchResult } from "../bench-result.ts";

const SAMPLES = Math.ceil(10_000 * Number(process.env["AFFINE_BENCH_SHARE"] ?? "1"));
const IN_ROUND = 8;
const IN_SHARD = 1_000;
const MIB = 2 ** 20;

interface Opened {
  readonly ms: number;
  readonly serverMiB: number;
  readonly pageMiB: number;
}

/**
 * The page and `inspect view` over the same answers: from the request until an answer can be chosen, then until its text
 * is there; memory of server and page by then. `AFFINE_BENCH_INSPECT` is a Python environment that has inspect_ai.
 */
export async function besideInspect(browser: Browser): Promise<BenchResult[]> {
  const program = join(process.env["AFFINE_BENCH_INSPECT"] ?? "", "bin", "inspect");
  if (process.env["AFFINE_BENCH_INSPECT"] === undefined || !existsSync(program)) {
    process.stderr.write(
      "arena: NOT MEASURED beside inspect view: AFFINE_BENCH_INSPECT names no environment with it\n",
    );
    return [];
  }
  const rollouts = await SignedRollouts.make();
  const logs = mkdtempSync(join(tmpdir(), "affine-bench-inspect-"));
  try {
    await seal(rollouts);
    await exportRollouts({ netuid: NETUID, home: rollouts.folder } as Parameters<typeof exportRollouts>[0], {
      ...{ dir: logs, format: datasetFormat("inspect") },
      onProblem: ({ message }) => {
        throw new Error(message);
      },
    });
    const ours = await openOurs(browser, rollouts);
    const theirs = await openTheirs(browser, program, logs);
    const words = ({ ms, serverMiB, pageMiB }: Opened): string =>
      `${Math.round(ms)} ms, server ${Math.round(serverMiB)} MiB, page's heap ${Math.round(pageMiB)} MiB`;
    const note = `${SAMPLES} samples; ours ${words(ours)}; inspect view ${words(theirs)}`;
    const beside = (name: string, unit: string, of: (opened: Opened) => number): BenchResult => ({
      ...{ name, ours: of(ours), baseline: of(theirs), unit, ratio: of(theirs) / of(ours), note },
    });
    return [
      beside("opening beside inspect view", "ms", ({ ms }) => ms),
      beside("memory beside inspect view", "MiB", ({ serverMiB, pageMiB }) => serverMiB + pageMiB),
    ];
  } finally {
    await rollouts.dispose();
    rmSync(logs, { recursive: true });
  }
}

async function seal(rollouts: SignedRollouts): Promise<void> {
  for (let made = 0; made < SAMPLES; made += IN_SHARD) {
    const count = Math.min(IN_SHARD, SAMPLES - made);
    await rollouts.seal(
      Array.from({ length: count }, (_, at) => ({
        block: Math.floor((made + at) / IN_ROUND),
        text: `Let me see. ${"So many words of reasoning. ".repeat(40)}<answer>1 2 3</answer>`,
        score: (made + at) % 2 === 0 ? 1000 : 0,
      })),
    );
  }
}

async function openOurs(browser: Browser, { folder, validator }: SignedRollouts): Promise<Opened> {
  const program = fileURLToPath(new URL("./rollouts-server.ts", import.meta.url));
  const server = fork(program, [folder, validator.address], { execArgv: ["--import", "tsx"] });
  try {
    const [url] = (await once(server, "message")) as [string];
    return await measured(browser, server, async (page) => {
      await page.goto(`${url}/#/question`);
      await page.locator(".round-rows .links a").first().click();
      await page
        .getByRole("region", { name: /^Answer of uid/ })
        .first()
        .waitFor();
    });
  } finally {
    server.kill();
  }
}

async function openTheirs(browser: Browser, program: string, logs: string): Promise<Opened> {
  const port = await freePort();
  const folder = join(logs, readdirSync(logs).includes("data") ? "data" : ".");
  const server = spawn(program, ["view", "start", "--log-dir", folder, "--port", String(port)], { stdio: "ignore" });
  try {
    const url = `http://127.0.0.1:${port}/`;
    while (
      !(await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      await new Promise((done) => setTimeout(done, 100));
    return await measured(browser, server, async (page) => {
      await page.goto(url);
      await page
        .getByText(/affine-SAT/)
        .first()
        .click();
      // Its list of samples, of which one is chosen.
      await page
        .getByRole("gridcell", { name: /^Below is a Boolean formula/ })
        .first()
        .click();
      await page
        .getByText(/So many words of reasoning/)
        .first()
        .waitFor();
    });
  } finally {
    server.kill();
  }
}

/** Opens a page of a server whose resident memory counts with its children. */
async function measured(browser: Browser, server: ChildProcess, open: (page: Page) => Promise<void>): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  try {
    const began = performance.now();
    await open(page);
    const ms = performance.now() - began;
    const { metrics } = await devtools.send("Performance.getMetrics");
    const heap = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0;
    return { ms, serverMiB: residentMiB(server.pid ?? 0), pageMiB: heap / MIB };
  } finally {
    await context.close();
  }
}

function residentMiB(pid: number): number {
  const [, kib = "0"] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / 1024;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
