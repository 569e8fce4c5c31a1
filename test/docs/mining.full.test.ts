import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { blocksOf, commandsOf } from "./read-commands.ts";
import { DocsShell } from "./shell.ts";

const shell = new DocsShell();
afterAll(() => shell.stop());

/** The page's loop on a laptop: the blocks before its second chapter. */
const PAGE = "docs/mining.md";
const loop = (): string[] => {
  const text = readFileSync(new URL("../../docs/mining.md", import.meta.url), "utf8").split("\n");
  const end = text.findIndex((line) => line.startsWith("## Training against"));
  return blocksOf(PAGE)
    .filter(({ line, language }) => line < end && language === "bash")
    .flatMap((block) => commandsOf(block).map(({ command }) => command));
};

test("default: the page as it is written, from a wallet to a crown by test", async () => {
  const [demoLine, ...lines] = loop();
  expect(demoLine).toBe("af demo");
  const demo = await shell.start("af demo", /page at (\S+)/);
  const startedAtMs = performance.now();
  for (const line of lines) {
    const { code, stdout, stderr } = await shell.run(line);
    expect(code, `${line}: ${stdout}${stderr}`).toBe(0);
    console.log(`${((performance.now() - startedAtMs) / 1000).toFixed(1)} s behind the page's address: ${line}`);
  }
  // Its last command waits for that crown and shows it; the demo looks for news twice a second.
  await expect.poll(() => demo.said().stderr).toMatch(/champion is uid 9 \S+, crowned by test/);
  expect(existsSync(join(shell.cwd, "my_model", "config.json"))).toBe(true);
  expect(await shell.stop()).toEqual([130]);
});
