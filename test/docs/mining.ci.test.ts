import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { outsideOf } from "./outside.ts";
import { blocksOf, commandsOf, ROOT } from "./read-commands.ts";
import { DocsShell } from "./shell.ts";

const shell = new DocsShell();
afterAll(() => shell.stop());

/** The page's loop on a laptop, the blocks before its second chapter; behind it what else of the page a test can run. */
const PAGE = "docs/mining.md";
function linesOfPage(): { loop: string[]; rest: string[] } {
  const text = readFileSync(join(ROOT, PAGE), "utf8").split("\n");
  const end = text.findIndex((line) => line.startsWith("## Training against"));
  const blocks = blocksOf(PAGE).filter(({ language }) => language === "bash");
  const commands = (of: typeof blocks): string[] => of.flatMap(commandsOf).map(({ command }) => command);
  return {
    loop: commands(blocks.filter(({ line }) => line < end)),
    rest: commands(blocks.filter(({ line }) => line > end)).filter((line) => outsideOf(line) === undefined),
  };
}

test("default: the page as it is written, from a wallet to a crown by test", async () => {
  const {
    loop: [demoLine, ...lines],
    rest,
  } = linesOfPage();
  expect(demoLine).toBe("af demo");
  const demo = await shell.start("af demo", /page at (\S+)/);
  const startedAtMs = performance.now();
  for (const line of [...lines, ...rest]) {
    const { code, stdout, stderr } = await shell.run(line);
    expect(code, `${line}: ${stdout}${stderr}`).toBe(0);
    console.log(`${((performance.now() - startedAtMs) / 1000).toFixed(1)} s behind the page's address: ${line}`);
  }
  // The loop's last command waits for that crown and shows it; the demo looks for news twice a second.
  await expect.poll(() => demo.said().stderr).toMatch(/champion is uid 9 \S+, crowned by test/);
  expect(existsSync(join(shell.cwd, "my_model", "config.json"))).toBe(true);
  expect(await shell.stop()).toEqual([130]);
});
