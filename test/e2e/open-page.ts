import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type Page } from "playwright-core";
import { expect } from "vitest";
import { LONGEST_POLL_MS } from "../setup/tiers.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "./chromium.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page of ours in a browser, and what was said on its console. */
export interface Watched {
  readonly page: Page;
  readonly errors: string[];
}

/** @throws Error where there is no browser */
export function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) throw new Error(`No browser at ${CHROMIUM}; set AFFINE_TEST_CHROMIUM to a Chromium.`);
  return chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS, timeout: LONGEST_POLL_MS });
}

/** Opens a view and waits until all that it asks for is there; `isReading` where something is never to be there. */
export async function openPage(
  browser: Browser,
  url: string,
  options: { readonly width?: number; readonly scheme?: "light" | "dark"; readonly isReading?: boolean } = {},
): Promise<Watched> {
  const { width = 1280, scheme = "dark", isReading = false } = options;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST_POLL_MS);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(url);
  await page.locator("main h1").first().waitFor();
  if (!isReading) await settled(page);
  return { page, errors };
}

/** Waits until nothing is being asked for. */
export async function settled(page: Page): Promise<void> {
  await expect.poll(() => page.locator(".note.loading").count()).toBe(0);
}

/** Opens whatever is folded. */
export async function unfold(page: Page): Promise<void> {
  // One after the other: an open one is no longer among those that are closed.
  const closed = page.locator("details:not([open]) > summary");
  while ((await closed.count()) > 0) await closed.first().click();
}

/** What axe-core finds, each with where; every rule it has. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(`${AXE}; undefined`);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => id + ": " + target.join(" ") + " " + (any[0]?.message ?? ""))))`);
}

/** Whatever reaches beyond the window or the box that clips it; what is for screen readers only is clipped on purpose. */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(`[
    ...(document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : []),
    ...[...document.querySelectorAll("td, th, li, dd, p, h1, h2, nav a, .badge, .round-rows .round, .round-rows a")]
      .filter((cell) => cell.closest(".only-read, thead") === null || cell.getBoundingClientRect().width > 1)
      .filter((cell) => {
        const { left, right } = cell.getBoundingClientRect();
        const isHidden = getComputedStyle(cell.closest("thead") ?? cell).position === "absolute" && cell.closest(".round-rows") === null;
        const isClipped = getComputedStyle(cell).display !== "inline" && (cell.scrollWidth > cell.clientWidth + 1 || (cell.matches(".round") && cell.scrollHeight > cell.clientHeight + 1));
        return !isHidden && (right > innerWidth + 0.5 || left < -0.5 || isClipped);
      })
      .map((cell) => cell.tagName + " " + cell.textContent.slice(0, 40)),
  ]`);
}
