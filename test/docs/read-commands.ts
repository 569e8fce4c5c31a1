import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A line of a page that a reader would type into a shell, continuations joined and its comment taken off. */
export interface DocsCommand {
  /** Path of the page from the repository's root. */
  readonly page: string;
  /** From 1. */
  readonly line: number;
  readonly command: string;
}

/** A fenced block of a page. */
export interface FencedBlock {
  readonly page: string;
  /** Of its opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** Every page that readers are sent to. */
export function pages(): string[] {
  const inDocs = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path));
  return ["README.md", "CONTRIBUTING.md", ...inDocs].sort();
}

export function blocksOf(page: string): FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: { line: number; fence: string; language: string; lines: string[] } | undefined;
  for (const [at, line] of readFileSync(join(ROOT, page), "utf8").split("\n").entries()) {
    const fence = /^(`{3,})\s*(\S*)/.exec(line);
    if (open === undefined) {
      if (fence !== null) open = { line: at + 1, fence: fence[1]!, language: fence[2]!, lines: [] };
    } else if (fence?.[1] === open.fence && fence[2] === "") {
      blocks.push({ page, line: open.line, language: open.language, text: open.lines.join("\n") });
      open = undefined;
    } else open.lines.push(line);
  }
  if (open !== undefined) throw new Error(`${page}, line ${open.line}: the block is not closed.`);
  return blocks;
}

/** The commands of a block of shell lines. */
export function commandsOf({ page, line, text }: FencedBlock): DocsCommand[] {
  const commands: DocsCommand[] = [];
  let begun: { line: number; text: string } | undefined;
  for (const [at, raw] of text.split("\n").entries()) {
    const part = withoutComment(raw).trim();
    const whole: { line: number; text: string } = {
      line: begun?.line ?? line + 1 + at,
      text: begun === undefined ? part : `${begun.text} ${part}`,
    };
    begun = undefined;
    if (whole.text.endsWith("\\")) begun = { ...whole, text: whole.text.slice(0, -1).trim() };
    else if (whole.text !== "") commands.push({ page, line: whole.line, command: whole.text });
  }
  return commands;
}

/** A line up to its `#` that begins a comment: outside quotes, at the beginning or behind a space. */
function withoutComment(line: string): string {
  let quote: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]!;
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "#" && (at === 0 || /\s/.test(line[at - 1]!))) return line.slice(0, at);
  }
  return line;
}

/** All commands of all pages, in the order of reading. */
export function docsCommands(): DocsCommand[] {
  return pages().flatMap((page) =>
    blocksOf(page)
      .filter(({ language }) => language === "bash")
      .flatMap(commandsOf),
  );
}
