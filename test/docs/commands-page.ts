import { format } from "prettier";
import { outsideOf, OUTSIDE } from "./outside.ts";
import { docsCommands } from "./read-commands.ts";
import { SCENES, sceneOf } from "./scenes.ts";

/** The text of docs/commands.md. */
export async function commandsPage(): Promise<string> {
  const commands = docsCommands();
  const pages = [...new Set(commands.map(({ page }) => page))];
  const parts = [
    "# Every command of these pages",
    "_Written by `npm run docs-commands`; a test compares._",
    "Each line below stands on a page and is run by a test as it stands there, but for the ports of the machine and for what a page shortens (`5F…`). Those with a reason need something that no test has; words for `af` are read by its own parser all the same.",
    `| test | where |\n|---|---|\n${SCENES.map(({ test, what }) => `| \`${test}\` | ${what} |`).join("\n")}`,
    ...pages.map((page) => {
      const rows = commands
        .filter((one) => one.page === page)
        .map((one) => `| ${code(one.command)} | ${outsideOf(one.command)?.why ?? `run ${sceneOf(one)?.what ?? ""}`} |`);
      return `## ${page}\n\n| command | |\n|---|---|\n${rows.join("\n")}`;
    }),
    "## What no test has",
    `| needs | commands |\n|---|---|\n${OUTSIDE.map(({ why, commands: pattern }) => `| ${why} | ${commands.filter(({ command }) => pattern.test(command)).length} |`).join("\n")}`,
  ];
  return format(parts.join("\n\n"), { parser: "markdown", printWidth: 120 });
}

function code(command: string): string {
  return `\`${command.replaceAll("|", "\\|")}\``;
}
