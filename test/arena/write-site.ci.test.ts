import { mkdtemp, readdir, readFile, writeFile, mkdir } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { writeSite } from "../../src/cli/site/write-site.ts";
import { BODIES, createApi, Spectators, webFolder } from "../../src/serve/index.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../e2e/chromium.ts";
import { LONGEST_POLL_MS } from "../setup/tiers.ts";
import { hostileArena, validator } from "./hostile-arena.ts";
import { statusWith } from "./small-arena.ts";

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

let parent: string;
let arena: Parameters<typeof writeSite>[1];
const about = { webFolder: webFolder()!, netuid: 120, signal: new AbortController().signal };

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "affine-site-"));
  const { source, store, contest } = await hostileArena();
  const base = statusWith(contest);
  const status = { ...base, validator: { ...base.validator, hotkey: validator.address, running: false } };
  const spectators = new Spectators({ boot: "0", nowMs: () => 0 });
  const api = createApi({
    version: "1",
    status: () => status,
    arena: { source: () => source, spectators, isStatic: true },
  });
  arena = { source, store, status, request: async (path) => api.request(path) };
});

/** A web server that knows files and nothing else. */
async function plainServer(folder: string): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    readFile(join(folder, path === "/" ? "index.html" : path)).then(
      (bytes) =>
        response
          .writeHead(200, {
            "content-type": TYPES[extname(path === "/" ? "index.html" : path)] ?? "application/octet-stream",
          })
          .end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}` };
}

describe("af export --site", () => {
  test("default: page and data in files, which a server of files gives out and a browser checks", async () => {
    const folder = join(parent, "site");
    const report = await writeSite(folder, arena, about);
    expect(report).toMatchObject({ folder, rounds: 1, shards: 1, transcripts: 5, missing: 0 });
    const snapshot = BODIES["/api/v1/snapshot"].parse(
      JSON.parse(await readFile(join(folder, "api/v1/snapshot.json"), "utf8")),
    );
    expect(snapshot.isStatic).toBe(true);
    for (const { id } of snapshot.tests) {
      BODIES["/api/v1/tests/{id}/series"].parse(
        JSON.parse(await readFile(join(folder, `api/v1/tests/${id}/series.json`), "utf8")),
      );
    }
    const { server, url } = await plainServer(folder);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS, timeout: LONGEST_POLL_MS });
    const page = await browser.newPage();
    page.setDefaultTimeout(LONGEST_POLL_MS);
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(`${url}/#/question/7/1`);
    const right = page.locator('[data-answer="1"]');
    await right.getByRole("button", { name: "Recompute here" }).click();
    await expect.poll(() => right.locator(".proof li.right").count()).toBe(6);
    expect(await page.getByTestId("age").innerText()).toContain("a copy in files");
    expect(errors).toEqual([]);
    await browser.close();
    server.close();
  });

  test("behavior: an earlier copy is replaced as a whole", async () => {
    const folder = join(parent, "again");
    await writeSite(folder, arena, about);
    await writeFile(join(folder, "old.txt"), "of the copy before");
    await writeSite(folder, arena, about);
    expect(await readdir(folder)).not.toContain("old.txt");
    expect((await readdir(parent)).filter((name) => name.includes(".part"))).toEqual([]);
  });

  test("error: a folder with something else in it, a file, an interruption: nothing is touched, nothing stays", async () => {
    const folder = join(parent, "mine");
    await mkdir(folder);
    await writeFile(join(folder, "thesis.tex"), "years of work");
    await expect(writeSite(folder, arena, about)).rejects.toMatchObject({ code: "invalid_input" });
    expect(await readdir(folder)).toEqual(["thesis.tex"]);
    await expect(writeSite(join(folder, "thesis.tex"), arena, about)).rejects.toMatchObject({ code: "invalid_input" });
    const signal = AbortSignal.abort();
    await expect(writeSite(join(parent, "cut"), arena, { ...about, signal })).rejects.toMatchObject({
      code: "interrupted",
    });
    expect((await readdir(parent)).filter((name) => name.startsWith("cut"))).toEqual([]);
  });
});
