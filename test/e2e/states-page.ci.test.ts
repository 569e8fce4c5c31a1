import { AffineError } from "../../src/core/index.ts";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ArenaBook } from "../../src/arena/index.ts";
import {
  createApi,
  listen,
  Spectators,
  webFolder,
  type ArenaSource,
  type Listening,
  type Status,
} from "../../src/serve/index.ts";
import { smallArena, statusWith } from "../arena/small-arena.ts";
import { cutOff, openPage, startBrowser, violations } from "./open-page.ts";

let browser: Browser;
let served: Listening;
let status: Status | undefined;
let source: ArenaSource | undefined;

beforeAll(async () => {
  browser = await startBrowser();
  const api = createApi({
    version: "1.2.3",
    status: () => {
      if (status === undefined) return undefined;
      return { ...status, servedAtMs: Date.now(), validator: { ...status.validator, updatedAtMs: Date.now() } };
    },
    arena: { source: () => source, spectators: new Spectators({ boot: "b007", nowMs: () => performance.now() }) },
    webFolder: webFolder()!,
  });
  served = await listen(api, { host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

const VIEWS = ["", "duel", "question", "miner", "environment", "environment/SAT", "crowns", "trust", "glossary"];

/** A source that has read nothing yet, or nothing that there is. */
function emptySource(state: "reading" | "ready"): ArenaSource {
  const { rules } = smallArena(60).source;
  const detail = null;
  return {
    book: new ArenaBook(),
    rules,
    replay: () => ({ state, block: state === "ready" ? 0 : null, headBlock: 9, detail }),
  };
}

describe.each([1280, 390])("nothing has happened yet, %i columns wide", (width) => {
  test.each(VIEWS)(
    "default: the view #/%s says so: nothing is cut, no console error, axe-core finds nothing",
    async (path) => {
      status = statusWith(null);
      source = emptySource("ready");
      const { page, errors } = await openPage(browser, `${served.url}/#/${path}`, { width, scheme: "light" });
      expect(await cutOff(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
      expect(errors).toEqual([]);
      expect(await page.locator(".note.failed").count()).toBe(0);
      if (["duel", "question", "crowns"].includes(path))
        expect(await page.locator(".note.empty").count()).toBeGreaterThan(0);
      await page.context().close();
    },
  );
});

test("default: after reigns a vacant throne names who left it; duels, block and distance are said once and alike", async () => {
  const small = smallArena();
  const contest = { ...small.contest, champion: null };
  status = { ...statusWith(contest), champion: null, readingScores: true };
  source = small.source;
  const [last] = contest.crowns;
  const { page } = await openPage(browser, `${served.url}/#/`);
  await page.getByText(`Nobody reigns: the last champion, uid ${last!.uid} ${last!.model}, crowned at block`).waitFor();
  const text = await page.locator("main").innerText();
  expect(text).toContain(`${last!.model} has left`);
  expect(text).not.toContain("nobody yet");
  expect(text).toContain(`as of block ${contest.block}, ${216 - contest.block} blocks behind`);
  await page.goto(`${served.url}/#/trust`);
  await page.getByText(`up to block ${contest.block}, ${216 - contest.block} blocks behind`).waitFor();
  await page.context().close();
});

test("default: an environment outside the contest is there to try, and one that runs Python says how", async () => {
  status = statusWith(null);
  source = emptySource("ready");
  const { page } = await openPage(browser, `${served.url}/#/environment/PLAN`);
  await page.getByLabel("Your answer").fill("<answer>(nothing)</answer>");
  await page.getByRole("button", { name: "Judge it" }).click();
  await page.locator(".verdict").waitFor();
  await page.goto(`${served.url}/#/environment/REPAIR`);
  expect(await page.getByRole("region", { name: "Command that asks it" }).innerText()).toMatch(
    /^af env try REPAIR --level/,
  );
  expect(await page.getByRole("button", { name: /^(Judge|Say) it$/ }).count()).toBe(0);
  await page.context().close();
});

test("behavior: while the records are read the page says how far it is", async () => {
  status = statusWith(null);
  source = emptySource("reading");
  const { page } = await openPage(browser, `${served.url}/#/duel`, { isReading: true });
  await page.getByText("The tests are read from the records of 9 …").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

test("behavior: a validator that starts is waited for, and the page goes on by itself when it is there", async () => {
  status = undefined;
  source = undefined;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${served.url}/#/`);
  await expect.poll(() => page.getByRole("status").innerText()).toMatch(/No answer yet: .*starting/);
  status = statusWith(null);
  source = emptySource("ready");
  await page.locator("main h1:not(.loading-title)").waitFor();
  await context.close();
});

test("error: a replay that broke is told with its reason, and what is known stays", async () => {
  const small = smallArena(120);
  status = statusWith(small.contest);
  const detail = new AffineError("store_transport", "the store does not answer").message;
  source = { ...small.source, replay: () => ({ state: "broken", block: 100, headBlock: 120, detail }) };
  const { page } = await openPage(browser, `${served.url}/#/duel`);
  await page
    .getByText(/the store does not answer/)
    .first()
    .waitFor();
  await page.getByRole("table", { name: "Duels" }).waitFor();
  await page.context().close();
});

describe("a race of several", () => {
  test.each([
    [1280, "dark"],
    [390, "light"],
  ] as const)(
    "default: a line and a name for each, the level, the band of an exact copy, %i columns wide",
    async (width, scheme) => {
      const models = [
        { hotkey: "weak", block: 1, skill: 300 },
        { hotkey: "strong", block: 8, skill: 500 },
        { hotkey: "fair", block: 9, skill: 340 },
        { hotkey: "copy", block: 10, skill: 300 },
      ];
      const small = smallArena(200, models);
      status = statusWith(small.contest);
      source = small.source;
      const racing = small.source.book.tests.filter(
        ({ live, kind, wealth }) => live && kind === "test" && wealth.length > 0,
      );
      expect(racing.length).toBeGreaterThan(1);
      const { page, errors } = await openPage(browser, `${served.url}/#/duel`, { width, scheme });
      const chart = page.locator("figure.chart");
      await chart.waitFor();
      expect(await chart.locator("path.line").count()).toBe(2 * racing.length);
      expect(await chart.locator("path.level").count()).toBe(1);
      expect(await chart.locator("path.copy").getAttribute("d")).toMatch(/^M[\d.]+ [\d.]+(L[\d.]+ -?[\d.]+){3,}Z$/);
      const name = await chart.getByRole("img").getAttribute("aria-label");
      for (const { model } of racing) expect(name).toContain(model);
      expect(await chart.locator("figcaption").innerText()).toContain("exact copy");
      expect(await cutOff(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.context().close();
    },
  );
});
