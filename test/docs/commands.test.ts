import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandsPage } from "./commands-page.ts";
import { OUTSIDE, outsideOf } from "./outside.ts";
import { parseAf } from "./parse-af.ts";
import { blocksOf, docsCommands, pages, ROOT } from "./read-commands.ts";
import { sceneOf } from "./scenes.ts";
import { simpleCommands } from "./shell-words.ts";

const COMMANDS = docsCommands();
const place = ({ page, line }: { page: string; line: number }): string => `${page}:${line}`;

/** The words behind `af` in a line, for each `af` in it. */
function afWords(command: string): string[][] {
  return simpleCommands(command).flatMap(({ words: [program = "", ...words] }) =>
    /^(\.\/bin\/)?af$/.test(program) ? [words] : [],
  );
}

describe("commands of the documentation", () => {
  test("default: every `af` is read by the program's own parser", async () => {
    const read: string[] = [];
    for (const { page, line, command } of COMMANDS) {
      for (const words of afWords(command)) {
        const { command: name } = await parseAf(words).catch((error: unknown) => {
          throw new Error(`${page}, line ${line}: ${String(error)}`, { cause: error });
        });
        read.push(name);
      }
    }
    expect(read.length).toBeGreaterThan(90);
  });

  test("default: commands within sentences name commands and options that there are", async () => {
    const spans = pages().flatMap((page) => {
      const text = readFileSync(join(ROOT, page), "utf8").replace(/^(`{3,}).*?^\1$/gms, "");
      return [...text.matchAll(/`((?:\.\/bin\/)?af [a-z][^`\n|]*)`/g)].map(([, span = ""]) => ({ page, span }));
    });
    expect(spans.length).toBeGreaterThan(100);
    for (const { page, span } of spans) {
      if (/…|\.\.\./.test(span)) continue;
      const fault = await parseAf(simpleCommands(span)[0]!.words.slice(1)).then(
        () => null,
        (error: unknown) => (error as { code?: string }).code ?? String(error),
      );
      // UID and the like stand for what a reader has.
      if (fault === "commander.invalidArgument" && / [A-Z]{1,8}\b/.test(span)) continue;
      // A sentence may leave out what a command needs besides, and name a group of commands.
      expect(
        [
          null,
          "commander.missingArgument",
          "commander.missingMandatoryOptionValue",
          "commander.optionMissingArgument",
          "commander.help",
        ],
        `${page}: ${span}`,
      ).toContain(fault);
    }
  });

  test("default: every line is run by a test, or needs what no test has", () => {
    const nowhere = COMMANDS.filter((one) => outsideOf(one.command) === undefined && sceneOf(one) === undefined);
    expect(nowhere.map((one) => `${place(one)}: ${one.command}`)).toEqual([]);
    for (const { commands, why } of OUTSIDE) {
      expect(
        COMMANDS.some(({ command }) => commands.test(command)),
        `${String(commands)}, ${why}`,
      ).toBe(true);
    }
  });

  test("default: docs/commands.md lists them all (npm run docs-commands)", async () => {
    expect(readFileSync(join(ROOT, "docs/commands.md"), "utf8")).toBe(await commandsPage());
  });

  test("behavior: no command hides in a block of another language", () => {
    const hidden = pages()
      .flatMap(blocksOf)
      .filter(
        ({ language, text }) => language !== "bash" && /^(\.\/bin\/)?(af|npm|npx|curl|docker|btcli|pip) \S/m.test(text),
      );
    // What a command says begins with its name, too.
    expect(hidden.map(place)).toEqual([]);
  });
});

describe("reading", () => {
  test("default: pipes, redirections, variables and quotes", () => {
    expect(simpleCommands(`A=1 af env sample SAT -n 9 | sed 's/a b/c/' > "out file" && cat x`)).toEqual([
      { variables: ["A=1"], words: ["af", "env", "sample", "SAT", "-n", "9"] },
      { variables: [], words: ["sed", "s/a b/c/"] },
      { variables: [], words: ["cat", "x"] },
    ]);
    expect(() => simpleCommands("af 'x")).toThrow("not closed");
  });

  test("error: an option that there is not, a value that cannot be", async () => {
    await expect(parseAf(["miners", "--sourcez"])).rejects.toMatchObject({ code: "commander.unknownOption" });
    await expect(parseAf(["demo", "--block-ms", "soon"])).rejects.toMatchObject({ code: "commander.invalidArgument" });
    await expect(parseAf(["minerz"])).rejects.toMatchObject({ code: "commander.unknownCommand" });
  });
});
