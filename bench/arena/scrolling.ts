import type { Browser } from "playwright-core";
import type { BenchResult } from "../bench-result.ts";
import { atLeast } from "./at-most.ts";
import { manyRollouts } from "./many-rollouts.ts";
import { serveArena } from "./serve-arena.ts";

const ROLLOUTS = 100_000;
const MS = 5_000;

/** Frames a second while all rounds of a hundred thousand answers are scrolled through, from the first to the last. */
export async function scrolling(browser: Browser): Promise<BenchResult[]> {
  const arena = manyRollouts(ROLLOUTS);
  const served = await serveArena(arena);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(600_000);
  try {
    await page.goto(`${served.url}/#/question`);
    await page.locator(".round-rows .links a").first().waitFor();
    const { frames, ms, end } = await page.evaluate<{
      frames: number;
      ms: number;
      end: boolean;
    }>(`new Promise((done) => {
      const box = document.querySelector(".round-rows");
      // Rows that are measured as they come may change it.
      const far = () => box.scrollHeight - box.clientHeight;
      const began = performance.now();
      let frames = 0;
      const step = (now) => {
        frames += 1;
        box.scrollTop = Math.min(1, (now - began) / ${MS}) * far();
        if (now - began < ${MS}) requestAnimationFrame(step);
        else done({ frames, ms: now - began, end: box.scrollTop >= far() - 1 });
      };
      requestAnimationFrame(step);
    })`);
    if (!end) throw new Error("The list did not scroll to its end.");
    await page.locator('[data-round="0"] .links a').first().waitFor();
    const note = `${ROLLOUTS.toLocaleString("en")} answers in ${arena.rounds} rounds, first to last in ${MS / 1000} s; headless Chromium draws 60 at most`;
    return [atLeast("scrolling the questions", (1000 * frames) / ms, 50, "frames/s", note)];
  } finally {
    await page.close();
    await served.close();
  }
}
