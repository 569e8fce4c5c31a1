import { expect } from "vitest";
import { docsCommands, type DocsCommand } from "./read-commands.ts";
import { outsideOf } from "./outside.ts";
import { SCENES, type Scene } from "./scenes.ts";
import type { DocsShell } from "./shell.ts";

/** What runs until it is told to stop, and what it says once it is there. */
const SERVICES: readonly (readonly [command: RegExp, isThere: RegExp])[] = [
  [/^(\.\/bin\/)?af (-vv )?validate$/, /page {2}http/],
  [/^(\.\/bin\/)?af localnet$/, /Ctrl-C ends it/],
  [/^(SIGNER_TOKEN_FILE=\S+ )?\.\/bin\/af signer\b/, /audit log/],
  [/^(\.\/bin\/)?af serve\b/, /Ctrl-C ends it|"url"/],
  [/^af watch( --json)?$/, /block|"kind"/],
  [/^af env dev\b/, /hostile answers:/],
];

/** Commands that end with another code than 0, and why. */
const CODES: readonly (readonly [command: RegExp, code: number, why: string])[] = [
  [/^af env card \S+ --against .*stored/, 1, "a card that is no longer true"],
  [/^af verify --store \.\/copy$/, 1, "a copy without what was announced since: withheld_shard"],
];

export function scene(name: Scene["name"]): Scene {
  const found = SCENES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no scene ${name}.`);
  return found;
}

/** The lines of a scene that a test can run, page by page. */
export function linesOf(name: Scene["name"]): { page: string; lines: DocsCommand[] }[] {
  const { pages } = scene(name);
  const commands = docsCommands().filter(({ command }) => outsideOf(command) === undefined);
  return pages.map((page) => ({ page, lines: commands.filter((one) => one.page === page) }));
}

/** Runs lines as they stand, one after the other; services stay until the shell is stopped. */
export async function runLines(shell: DocsShell, lines: readonly DocsCommand[]): Promise<void> {
  shell.goHome();
  for (const { page, line, command } of lines) {
    const service = SERVICES.find(([pattern]) => pattern.test(command));
    if (service !== undefined) {
      const started = await shell.start(command, service[1]);
      const doors = /native +(http:\/\/\S+?)\/v1/.exec(started.said().stdout)?.[1];
      if (doors !== undefined) shell.replace("http://127.0.0.1:8430", doors);
      continue;
    }
    const { code, stdout, stderr } = await shell.run(command);
    const expected = CODES.find(([pattern]) => pattern.test(command))?.[1] ?? 0;
    expect(code, `${page}, line ${line}: ${command}\n${stdout.slice(-2000)}${stderr.slice(-2000)}`).toBe(expected);
  }
}
