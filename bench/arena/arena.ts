import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../test/e2e/chromium.ts";
import type { BenchResult } from "../bench-result.ts";
import { besideInspect } from "./beside-inspect.ts";
import { firstPaint } from "./first-paint.ts";
import { pageSize } from "./page-size.ts";
import { recomputing } from "./recomputing.ts";
import { scrolling } from "./scrolling.ts";
import { thousandSpectators } from "./spectators.ts";

/** The page: its size, how soon it is there, how it scrolls and recomputes, what who watches costs. */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [await pageSize(), ...(await thousandSpectators())];
  if (!existsSync(CHROMIUM)) {
    process.stderr.write(`arena: NOT MEASURED in a browser: there is none at ${CHROMIUM} (AFFINE_TEST_CHROMIUM)\n`);
    return results;
  }
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS, timeout: 600_000 });
  try {
    for (const measured of [firstPaint, scrolling, recomputing, besideInspect] as ((
      browser: Browser,
    ) => Promise<BenchResult[]>)[]) {
      results.push(...(await measured(browser)));
    }
  } finally {
    await browser.close();
  }
  return results;
}
