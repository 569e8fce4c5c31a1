import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { linesOf, runLines } from "./run-page.ts";
import { DocsShell } from "./shell.ts";

let shell: DocsShell;
afterEach(() => shell.stop());

describe("commands of pages that a localnet answers", () => {
  test.each(linesOf("localnet").map(({ page, lines }) => [page, lines] as const))(
    "default: %s",
    async (page, lines) => {
      shell = new DocsShell();
      const isOwn = lines.some(({ command }) => command.endsWith("af localnet"));
      if (!isOwn) await shell.start("af localnet", /Ctrl-C ends it/);
      const know = (): void => {
        const run = JSON.parse(readFileSync(join(shell.cwd, ".affine", "run.json"), "utf8")) as { chainUrl: string };
        shell.replace("http://127.0.0.1:9933", run.chainUrl);
      };
      if (!isOwn) know();
      shell.replace("--signer-port 8080", "--signer-port 0");
      expect(lines.length, page).toBeGreaterThan(0);
      await runLines(shell, lines);
      expect(new Set(await shell.stop())).toEqual(new Set([130]));
    },
  );
});
