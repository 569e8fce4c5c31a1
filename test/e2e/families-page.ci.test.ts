import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApi, listen, Spectators, webFolder, type Listening } from "../../src/serve/index.ts";
import { python } from "../../src/sandbox/index.ts";
import { FAMILIES, familyArena, PROGRAMS, type FamilyArena } from "../arena/family-arena.ts";
import { statusWith } from "../arena/small-arena.ts";
import { cutOff, openPage, settled, startBrowser, unfold, violations } from "./open-page.ts";

let served: Listening;
let browser: Browser;
let arena: FamilyArena;

beforeAll(async () => {
  arena = await familyArena();
  const base = statusWith(arena.contest);
  const score = { n: 40, asked: 40, answered: 38, score: 450, lowBp: 3100, highBp: 6000 };
  const status = {
    ...base,
    validator: { ...base.validator, hotkey: arena.validator },
    environments: arena.source.rules.environments.map(({ name, version, params }) => ({
      ...{ name, version, level: Number(params["level"] ?? 0) },
    })),
    leaderboard: [
      {
        ...{ uid: 1, hotkey: arena.champion, model: "lab/affine-1", revision: "r".repeat(40), block: 12 },
        ...{ eligible: true, dominates: 1, champion: true, weightBp: 10_000 },
        environments: Object.fromEntries(FAMILIES.map((name) => [name, score])),
      },
    ],
  };
  const api = createApi({
    version: "1.2.3",
    status: () => ({ ...status, servedAtMs: Date.now(), validator: { ...status.validator, updatedAtMs: Date.now() } }),
    store: arena.store,
    arena: {
      source: () => arena.source,
      spectators: new Spectators({ boot: "b007", nowMs: () => performance.now() }),
    },
    webFolder: webFolder()!,
  });
  served = await listen(api, { host: "127.0.0.1", port: 0 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await served.close();
  await python.close();
});

const open = (path: string, options = {}) => openPage(browser, `${served.url}/#/${path}`, options);
const place = (env: string): number => arena.round.questions.findIndex((question) => question.env === env);

/** What a program without the wanted function, or with a wrong output, printed at its first failed test. */
const PRINTED: Readonly<Record<string, RegExp>> = {
  DED: /^0$/m,
  INDUCE: /nothing: it ended before/,
  REPAIR: /^\S+$/m,
};

/** Turns of a wrong answer as they are listed: what was done, and how it was replied to. */
const TURNS: Readonly<Record<string, readonly RegExp[]>> = {
  HUNT: [/^nothing\s+Turn 1 is lost/],
  REPAIR: [
    /^read \w+\/\w+\.py\s+\w+\/\w+\.py, lines 1-/,
    /^edit \w+\/\w+\.py\s.* is edited\.$/,
    /^run\s+tests\/1\.txt /,
  ],
};

/** What is said of a wrong answer besides verdict and figures. */
const EVIDENCE: Readonly<Record<string, RegExp>> = {
  SAT: /violated clauses\s*\(/,
  ABD: /wanted output[^]*printed output/,
  TRACK: /wrong values\s*\S+: said -?\d+, is -?\d+/,
  PLAN: /step that cannot be done\s*\d+: \(/,
  PROVE: /line that does not follow\s*\d+: \w+\(/,
  OPT: /worth\s*\d+; greedy ways reach \d+[^]*budgets used\s*\d+ of \d+/,
};

describe.each(FAMILIES)("%s", (env) => {
  test.each([
    [1280, "light"],
    [390, "dark"],
  ] as const)(
    "default: its question and its card %i columns wide: nothing is cut, axe-core finds nothing",
    async (width, scheme) => {
      for (const path of [`question/7/${place(env)}`, `environment/${env}`]) {
        const { page, errors } = await open(path, { width, scheme });
        await unfold(page);
        expect(await cutOff(page), path).toEqual([]);
        expect(await violations(page), path).toEqual([]);
        expect(errors).toEqual([]);
        await page.context().close();
      }
    },
  );

  test("default: both answers are proved; what a browser can judge is recomputed, with its evidence", async () => {
    const { page } = await open(`question/7/${place(env)}`);
    for (const uid of [1, 2]) {
      const answer = page.locator(`[data-answer="${uid}"]`);
      await expect.poll(() => answer.locator(".proof li.right").count()).toBe(5);
      await answer.getByRole("button", { name: "Recompute here" }).click();
      await expect.poll(() => answer.locator(".proof li").count()).toBe(6);
      const last = answer.locator(".proof li").last();
      const runsPython = PROGRAMS.includes(env);
      expect(await last.getAttribute("class")).toBe(runsPython ? "unknown" : "right");
      if (runsPython) expect(await last.innerText()).toContain("which a browser has not");
      else if (uid === 2 && EVIDENCE[env] !== undefined) {
        expect(await answer.locator(".facts").innerText()).toMatch(EVIDENCE[env]);
      }
    }
    await page.context().close();
  });

  test.runIf(PRINTED[env] !== undefined)(
    "behavior: the test that a program failed: its input, what was printed, what was wanted",
    async () => {
      const { page } = await open(`question/7/${place(env)}`);
      const answer = page.locator('[data-answer="2"]');
      await answer.getByRole("button", { name: "Show the failing test" }).click();
      const failed = answer.getByRole("region", { name: "First failed test" });
      await failed.waitFor();
      for (const name of [
        `${env === "INDUCE" ? "Call" : "Input"} of the first test that failed`,
        "Printed",
        "Wanted",
      ]) {
        expect(await failed.getByRole("region", { name }).innerText()).not.toBe("");
        expect(await failed.locator(".title", { hasText: name }).first().isVisible()).toBe(true);
      }
      expect(await failed.getByRole("region", { name: "Printed" }).innerText()).toMatch(PRINTED[env]!);
      expect(await failed.innerText()).toMatch(/\d+ of \d+ tests passed\./);
      if (env === "REPAIR") expect(await failed.innerText()).toMatch(/tests\/\d\.txt|hidden test \d of \d/);
      await page.context().close();
    },
  );

  test.runIf(TURNS[env] !== undefined)(
    "default: what was done turn by turn, a line each, and behind it what was said and replied",
    async () => {
      const { page } = await open(`question/7/${place(env)}`);
      const answer = page.locator('[data-answer="2"]');
      await answer.getByText(/turns? before the last$/).click();
      const turns = answer.getByRole("list", { name: "Turns of uid 2" });
      const lines = await turns.locator(":scope > li").allInnerTexts();
      for (const [at, line] of TURNS[env]!.entries()) expect(lines[at]).toMatch(line);
      await turns.locator("summary").first().click();
      for (const name of ["Turn 1 of uid 2", "Reply to turn 1 of uid 2"]) {
        expect(await turns.getByRole("region", { name, exact: true }).innerText()).not.toBe("");
      }
      await page.context().close();
    },
  );

  test("default: a question to play: one that the champion was asked, a typed answer, the verdict, what the champion said", async () => {
    const { page } = await open(`environment/${env}`);
    await page.getByRole("button", { name: "One that the champion was asked" }).click();
    const turns = PROGRAMS.includes(env) ? [] : arena.said.get(env)!;
    for (const [at, turn] of turns.entries()) {
      await page.getByLabel(/^Your (answer|turn)/).fill(turn);
      await page.getByRole("button", { name: /^(Judge|Say) it$/ }).click();
      // Of a game: what it replies, and a new turn.
      if (at < turns.length - 1)
        await page.getByRole("region", { name: `Reply to turn ${at + 1}`, exact: true }).waitFor();
    }
    if (PROGRAMS.includes(env)) {
      // Said before anything is typed, and nothing to type into.
      const command = await page.getByRole("region", { name: "Command that asks it" }).innerText();
      expect(command).toMatch(new RegExp(`^af env try ${env} --level \\d+ --seed [\\w-]+$`));
      expect(await page.locator("textarea").count()).toBe(0);
      await page.getByRole("button", { name: "Show what the champion said" }).click();
    } else {
      // A game that is over takes no turn more.
      if (turns.length > 1) {
        await page.getByText(`The game is over after ${turns.length} turns.`).waitFor();
        expect(await page.locator("textarea").count()).toBe(0);
      }
      await page.locator(".verdict").waitFor();
      expect(await page.locator(".verdict").innerText()).toMatch(/^100\.0%, correct/);
    }
    const champion = page.getByRole("region", { name: "What the champion answered" });
    await champion.getByRole("region", { name: "Answer of the champion" }).waitFor();
    expect(await champion.innerText()).toContain("lab/affine-1: 100.0%");
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
