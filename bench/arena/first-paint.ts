import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { Browser } from "playwright-core";
import { writeSite } from "../../src/cli/site/write-site.ts";
import { createApi, Spectators, webFolder } from "../../src/serve/index.ts";
import { hostileArena } from "../../test/arena/hostile-arena.ts";
import { statusWith } from "../../test/arena/small-arena.ts";
import type { BenchResult } from "../bench-result.ts";
import { atMost, median } from "./at-most.ts";

const RUNS = 9;
const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** From the request to the first paint, and to the first screen with its figures, of a copy in files; a fresh browser each. */
export async function firstPaint(browser: Browser): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "affine-bench-site-"));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://x");
    const path = pathname === "/" ? "/index.html" : pathname;
    readFile(join(folder, "site", path)).then(
      (bytes) => response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/json" }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  try {
    await write(join(folder, "site"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`;
    const paints: number[] = [];
    const screens: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      page.setDefaultTimeout(600_000);
      await page.goto(url);
      await page.locator("main h1:not(.loading-title)").first().waitFor();
      screens.push(await page.evaluate<number>("performance.now()"));
      paints.push(
        await page.evaluate<number>(`new Promise((done) => {
          const look = () => {
            const [paint] = performance.getEntriesByName("first-contentful-paint");
            if (paint) done(paint.startTime); else requestAnimationFrame(look);
          };
          look();
        })`),
      );
      await context.close();
    }
    const note = `median of ${RUNS}, an empty cache each, a server of files on this machine`;
    return [
      atMost("first paint of a copy in files", Math.round(median(paints)), 1000, "ms", note),
      atMost("its first screen with figures", Math.round(median(screens)), 1000, "ms", note),
    ];
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
}

async function write(folder: string): Promise<void> {
  const page = webFolder();
  if (page === undefined) throw new Error("The page is not built: npm run build.");
  const { source, store, contest } = await hostileArena();
  const status = statusWith(contest);
  const spectators = new Spectators({ boot: "0", nowMs: () => 0 });
  const api = createApi({
    version: "0.0.0",
    status: () => status,
    arena: { source: () => source, spectators, isStatic: true },
  });
  const arena = { source, store, status, request: async (path: string) => api.request(path) };
  await writeSite(folder, arena, { webFolder: page, netuid: 120, signal: new AbortController().signal });
}
