import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApi, listen, Spectators, webFolder, type Listening, type Status } from "../../src/serve/index.ts";
import {
  giantMiner,
  hostileArena,
  hostileMiner,
  HOSTILE_NAME,
  HOSTILE_TEXT,
  rightMiner,
  validator,
} from "../arena/hostile-arena.ts";
import { statusWith } from "../arena/small-arena.ts";
import { cutOff, openPage, startBrowser, unfold, violations, type Watched } from "./open-page.ts";

let served: Listening;
let browser: Browser;
let arena: Awaited<ReturnType<typeof hostileArena>>;
let spectators: Spectators;
let status: Status;

beforeAll(async () => {
  arena = await hostileArena();
  const score = { n: 40, asked: 40, answered: 38, score: 450, lowBp: 3100, highBp: 6000 };
  const row = {
    revision: "r".repeat(40),
    block: 12,
    eligible: true,
    dominates: 0,
    environments: { SAT: score, DED: score },
  };
  status = {
    ...statusWith(arena.contest),
    validator: { ...statusWith(null).validator, hotkey: validator.address },
    leaderboard: [
      { ...row, uid: 1, hotkey: rightMiner, model: "lab/affine-1", champion: true, weightBp: 10_000 },
      { ...row, uid: 3, hotkey: hostileMiner, model: HOSTILE_NAME, champion: false, weightBp: 0 },
    ],
    leftOut: [{ uid: 9, hotkey: giantMiner, reason: "no_commitment", detail: HOSTILE_TEXT }],
    recentBlocks: Array.from({ length: 12 }, (_, at) => ({
      number: 216 - at,
      hash: `0x${"a".repeat(64)}`,
      round: at % 3 === 0,
    })),
    alarms: [{ atMs: 1_000, code: "weights_old", message: HOSTILE_TEXT }],
  };
  spectators = new Spectators({ boot: "b007", nowMs: () => performance.now() });
  const api = createApi({
    version: "1.2.3",
    status: () => ({ ...status, servedAtMs: Date.now(), validator: { ...status.validator, updatedAtMs: Date.now() } }),
    store: arena.store,
    arena: { source: () => arena.source, spectators },
    webFolder: webFolder()!,
  });
  served = await listen(api, { host: "127.0.0.1", port: 0 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  spectators.close();
  await served.close();
});

const open = (path: string, options: { width?: number; scheme?: "light" | "dark" } = {}): Promise<Watched> =>
  openPage(browser, `${served.url}/#/${path}`, options);

const testId = (): string => arena.source.book.tests[0]!.id;
const VIEWS: [string, () => string][] = [
  ["arena", () => ""],
  ["duels", () => "duel"],
  ["duel", () => `duel/${testId()}`],
  ["questions", () => "question"],
  ["question", () => "question/7/1"],
  ["miners", () => "miner"],
  ["miner", () => `miner/${hostileMiner}`],
  ["environments", () => "environment"],
  ["environment", () => "environment/SAT"],
  ["crowns", () => "crowns"],
  ["trust", () => "trust"],
  ["glossary", () => "glossary"],
  ["unknown", () => "nothing/of/this/kind"],
  ["unknown miner", () => "miner/5Nobody"],
  ["unknown question", () => "question/7/99"],
  ["unknown round", () => "question/12345"],
  ["unknown duel", () => "duel/0000000000000000"],
];

describe.each([1280, 390])("%i columns wide", (width) => {
  describe.each(["light", "dark"] as const)("%s", (scheme) => {
    test.each(VIEWS)(
      "default: the view %s: nothing is cut, no console error, axe-core finds nothing",
      async (_, path) => {
        const { page, errors } = await open(path(), { width, scheme });
        await unfold(page);
        expect(await cutOff(page)).toEqual([]);
        expect(await violations(page)).toEqual([]);
        // That something is not there is said by the browser itself, too.
        expect(errors.filter((error) => !error.includes("the server responded with a status of 404"))).toEqual([]);
        await page.context().close();
      },
    );
  });
});

describe("an answer's proof", () => {
  const answer = (page: Page, uid: number) => page.locator(`[data-answer="${uid}"]`);
  const place = (env: string): number => arena.round.questions.findIndex((question) => question.env === env);

  test("default: signature, hash, block and text are checked here, and the score is computed again", async () => {
    const { page } = await open(`question/7/${place("SAT")}`);
    const right = answer(page, 1);
    await expect.poll(() => right.locator(".proof li.right").count()).toBe(5);
    await right.getByRole("button", { name: "Recompute here" }).click();
    await expect.poll(() => right.locator(".proof li.right").count()).toBe(6);
    expect(await right.locator(".proof").innerText()).toContain("100.0%, correct");
    expect(await right.locator(".proof li.wrong").count()).toBe(0);
    await page.context().close();
  });

  test("error: a false score shows red, with what is true", async () => {
    const { page } = await open(`question/7/${place("SAT")}`);
    const wrong = answer(page, 2);
    await wrong.getByRole("button", { name: "Recompute here" }).click();
    const said = wrong.locator(".proof li.wrong");
    await said.waitFor();
    expect(await said.innerText()).toMatch(/wrong.*the record says 100\.0%, correct: computed here 0\.0%/s);
    const alarm = await page.evaluate(`(() => {
      const probe = document.createElement("span");
      probe.className = "note failed";
      document.body.append(probe);
      return getComputedStyle(probe).color;
    })()`);
    expect(alarm).toMatch(/^rgb/);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.proof li.wrong')).color")).toBe(alarm);
    await page.context().close();
  });

  test("error: an environment that runs Python says why it is not computed here", async () => {
    const { page } = await open(`question/7/${place("INDUCE")}`);
    const python = answer(page, 1);
    await python.getByRole("button", { name: "Recompute here" }).click();
    await expect.poll(() => python.locator(".proof li.unknown").count()).toBe(1);
    expect(await python.locator(".proof li.unknown").innerText()).toContain("which a browser has not");
    await page.context().close();
  });

  test("error: a shard with one byte changed is not believed", async () => {
    const { page } = await open("glossary");
    await page.route("**/records/**", async (route) => {
      const response = await route.fetch();
      const { gunzipSync, gzipSync } = await import("node:zlib");
      const text = gunzipSync(await response.body())
        .toString("utf8")
        .replace('"score":0', '"score":9');
      await route.fulfill({ response, body: gzipSync(text) });
    });
    await page.goto(`${served.url}/#/question/7/${place("SAT")}`);
    const changed = answer(page, 1);
    await expect.poll(() => changed.locator(".proof li.wrong").count()).toBe(1);
    expect(await changed.locator(".proof li.wrong").innerText()).toContain("their hash is not the one in the header");
    expect(await changed.getByRole("button", { name: "Recompute here" }).count()).toBe(0);
    await page.context().close();
  });
});

describe("hostile records", () => {
  test("default: strangers' texts are text: no script runs, nothing turns the writing direction", async () => {
    const { page, errors } = await open("question/7/1");
    const hostile = page.locator('[data-answer="3"]');
    await hostile.locator("summary").click();
    const shown = await hostile.innerText();
    expect(shown).toContain("<script>window.hacked = true</script>⟨U+202E⟩reversed⟨U+0000⟩⟨U+001B⟩[31mred");
    expect(shown).toContain("lab/affine-<img src=x onerror=alert(1)>⟨U+202E⟩gnp.exe⟨U+0007⟩");
    expect(
      await page.evaluate(
        "window.hacked === undefined && document.querySelectorAll('main img, main script').length === 0",
      ),
    ).toBe(true);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("behavior: ten million characters are folded, and unfolded only as far as a page bears", async () => {
    const { page } = await open("question/7/1");
    const giant = page.locator('[data-answer="4"]');
    const text = giant.getByRole("region", { name: /^Answer/ });
    await text.waitFor();
    expect((await text.innerText()).length).toBeLessThan(5_000);
    await giant.getByRole("button", { name: /^Show 200,000/ }).click();
    await expect.poll(async () => (await text.textContent())!.length).toBe(200_000);
    await giant.getByRole("button", { name: "Recompute here" }).click();
    await expect.poll(() => giant.locator(".proof li.unknown, .proof li.wrong, .proof li.right").count()).toBe(6);
    await page.context().close();
  });
});

describe("behaviour", () => {
  test("default: by keyboard alone from the first screen to a duel; the skip link leads past the navigation", async () => {
    const { page } = await open("");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("content");
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Duels" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Duels" }).waitFor();
    const first = page.getByRole("table", { name: "Duels" }).getByRole("link").first();
    await first.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Wealth race" }).waitFor();
    expect(await page.title()).toBe("Duels · Affine");
    await page.context().close();
  });

  test("default: a question of SAT is asked, judged and explained in the browser", async () => {
    const { page } = await open("environment/SAT");
    await page.getByLabel(/^Your answer/).fill("<answer>1</answer>");
    await page.getByRole("button", { name: "Judge it" }).click();
    await page.locator(".verdict").waitFor();
    expect(await page.locator(".verdict").innerText()).toMatch(/^0\.0%, /);
    await page.context().close();
  });

  test("default: what happens is shown without asking again", async () => {
    const { page } = await open("");
    await expect.poll(() => spectators.count).toBeGreaterThan(0);
    spectators.publish("event", {
      n: 0,
      block: 5,
      kind: "crown",
      uid: 1,
      hotkey: rightMiner,
      model: "m",
      test: null,
      text: "m is champion",
    });
    await page.getByText("m is champion").waitFor();
    await page.context().close();
  });

  test("error: a page whose API fails says so, and goes on when it is back", async () => {
    const { page } = await open("glossary");
    await page.route("**/api/v1/history.json", (route) =>
      route.fulfill({ status: 500, json: { error: { message: "no luck" } } }),
    );
    await page.goto(`${served.url}/#/crowns`);
    await expect.poll(() => page.locator(".note.failed").innerText()).toContain("No history: no luck");
    await page.context().close();
  });
});
