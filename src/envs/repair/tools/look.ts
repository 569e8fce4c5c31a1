import { textHead } from "../../../core/index.ts";
import type { Files } from "../emit/emit-package.ts";

/** Room for what a tool shows; the rest of an observation is a line that says where it is from. */
export const MOST_SHOWN = 3_800;
const MOST_LINE = 300;

/** What `read` shows: whole lines, as many as there is room for. */
export function readFile(files: Files, path: string, from: number, to: number): string {
  const text = Object.hasOwn(files, path) ? files[path] : undefined;
  if (text === undefined) return noFile(path);
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (from < 1 || from > lines.length || to < from) {
    return `There are no such lines: ${path} has ${lines.length}.`;
  }
  const wanted = lines.slice(from - 1, Math.min(to, lines.length));
  const shown: string[] = [];
  let left = MOST_SHOWN;
  for (const line of wanted) {
    if (line.length + 1 > left) break;
    left -= line.length + 1;
    shown.push(line);
  }
  const end = from - 1 + wanted.length;
  if (shown.length === 0) {
    const which = from === end ? `line ${from}` : `lines ${from}-${end}`;
    return `${path}, ${which} of ${lines.length} not shown: line ${from} has ${wanted[0]?.length ?? 0} characters, ${MOST_SHOWN - 1} fit.`;
  }
  const last = from - 1 + shown.length;
  const more = shown.length < wanted.length ? `; ${last + 1}-${end} do not fit` : "";
  return `${path}, lines ${from}-${last} of ${lines.length}${more}:\n${shown.join("\n")}`;
}

/** What `grep` shows: lines that hold a text, with their paths and numbers. */
export function grepFiles(files: Files, text: string): string {
  const found = Object.entries(files).flatMap(([path, content]) =>
    content
      .split("\n")
      .flatMap((line, index) => (line.includes(text) ? [`${path}:${index + 1}: ${textHead(line, MOST_LINE)}`] : [])),
  );
  if (found.length === 0) return "No line of any file holds this text.";
  const shown: string[] = [];
  let left = MOST_SHOWN;
  for (const line of found) {
    if (line.length + 1 > left) break;
    left -= line.length + 1;
    shown.push(line);
  }
  const more = shown.length < found.length ? `, the first ${shown.length} of them` : "";
  return `${found.length} line${found.length === 1 ? "" : "s"}${more}:\n${shown.join("\n")}`;
}

/** A path as it can be shown, whatever it holds. */
export function noFile(path: string): string {
  return `There is no file ${JSON.stringify(textHead(path, 80))}; the opening lists all.`;
}
