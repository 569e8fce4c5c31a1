import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statusSchema } from "../../src/serve/index.ts";
import { LONGEST_POLL_MS } from "../setup/tiers.ts";
import { emptyFolder, startAf, type Running } from "./af.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "./chromium.ts";

let demo: Running;
let browser: Browser;
let page: Page;
let url: string;

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) throw new Error(`No browser at ${CHROMIUM}; set AFFINE_TEST_CHROMIUM to a Chromium.`);
  demo = startAf(["demo", "--block-ms", "700", "--port", "0"], { cwd: emptyFolder() });
  while (!/page at (\S+)/.test(demo.stderr()) || !demo.stderr().includes("confirmed at block")) {
    if (demo.process.exitCode !== null) throw new Error(`af demo ended early: ${demo.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  url = /page at (\S+)/.exec(demo.stderr())![1]!;
  browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS, timeout: LONGEST_POLL_MS });
  page = await browser.newPage({ viewport: { width: 1180, height: 900 } });
  page.setDefaultTimeout(LONGEST_POLL_MS);
});

afterAll(async () => {
  await browser.close();
  demo.process.kill("SIGKILL");
  await demo.finished;
});

/** uid, model and score of each row, as the page shows them. */
async function board(): Promise<string[]> {
  const rows = await page.locator("tr[data-uid]").all();
  return Promise.all(
    rows.map(async (row) => {
      const uid = await row.getAttribute("data-uid");
      const model = await row.locator(".model").innerText();
      const scores = await row.locator(".score").allInnerTexts();
      return `${uid} ${model.replace("champion", "").trim()} ${scores.join(" ")}`;
    }),
  );
}

/** The same from the API. */
async function boardOfApi(): Promise<string[]> {
  const { leaderboard, environments: asked } = statusSchema.parse(await (await fetch(`${url}/api/status`)).json());
  return leaderboard.map(({ uid, model, environments }) => {
    const scores = asked.map(({ name }) => {
      const score = environments[name];
      return score === undefined || score.n === 0 ? "no answers" : `${(score.score / 10).toFixed(1)}% n ${score.n}`;
    });
    return `${uid} ${model} ${scores.join(" ")}`;
  });
}

function compared(shown: readonly string[], told: readonly string[]): string {
  if (told.length < 3) return `the API tells of ${told.length} miners only`;
  const same = JSON.stringify(shown) === JSON.stringify(told);
  return same ? "the same" : `shown ${shown.join("; ")}, told ${told.join("; ")}`;
}

test("default: every row and figure of the page is the API's", async () => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(url);
  await page.getByRole("heading", { name: "Leaderboard" }).waitFor();
  // Both change with every answer, so they are compared until a moment at which neither did.
  await expect.poll(async () => compared(await board(), await boardOfApi())).toBe("the same");
  expect(await page.locator("tr[data-uid] .bar").first().getAttribute("title")).toMatch(
    /% of \d+, between .*; answered \d+ of \d+$/,
  );
  await page.getByTestId("contest").waitFor();
  await expect.poll(() => page.locator("tr[data-challenger]").count()).toBeGreaterThan(0);
  await expect.poll(() => page.getByTestId("age").innerText()).toMatch(/^\s*live, \d/);
  expect(errors).toEqual([]);
});

test("behavior: on a phone nothing scrolls sideways", async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  for (const closed of await page.locator("details:not([open]) summary").all()) await closed.click();
  expect(await page.locator("details td").count()).toBeGreaterThan(0);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  await page.setViewportSize({ width: 1180, height: 900 });
});

test("behavior: figures age visibly once the validator is gone", async () => {
  demo.process.kill("SIGKILL");
  await demo.finished;
  await expect.poll(() => page.getByTestId("age").innerText()).toMatch(/unreachable, figures are .* old/);
  expect(await page.locator("main.stale").count()).toBe(1);
  // The last figures stay, and their age grows.
  expect(await page.locator("tr[data-uid]").count()).toBeGreaterThan(0);
  const age = await page.getByTestId("age").innerText();
  await expect.poll(() => page.getByTestId("age").innerText()).not.toBe(age);
});
