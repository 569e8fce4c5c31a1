import type { Browser } from "playwright-core";
import { hostileArena } from "../../test/arena/hostile-arena.ts";
import type { BenchResult } from "../bench-result.ts";
import { atMost, median } from "./at-most.ts";
import { serveArena } from "./serve-arena.ts";

const RUNS = 9;

/** "Recompute here" of a SAT answer, as the page tells it: the question made anew, the answer judged. */
export async function recomputing(browser: Browser): Promise<BenchResult[]> {
  const arena = await hostileArena();
  const served = await serveArena(arena);
  const place = arena.round.questions.findIndex(({ env }) => env === "SAT");
  try {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      page.setDefaultTimeout(600_000);
      await page.goto(`${served.url}/#/question/${arena.round.round}/${place}`);
      const answer = page.locator('[data-answer="1"]');
      await answer.getByRole("button", { name: "Recompute here" }).click();
      const told = answer.locator(".facts > div", { hasText: "computed in" }).locator("dd");
      await told.waitFor();
      times.push(Number.parseInt(await told.innerText(), 10));
      await page.close();
    }
    return [atMost("recompute of a SAT answer", median(times), 100, "ms", `median of ${RUNS}, in the page's worker`)];
  } finally {
    await served.close();
  }
}
