/** The folder of this program's own code: `dist/` as built, `src/` from sources. */
const OWN = new URL(import.meta.url.endsWith(".ts") ? "../" : "./", import.meta.url).href;
/** `file:///a/b.js:3` alone in the first line: what could not be read or linked, by Node's own word. */
const HEAD = /^((?:file:\/\/|\/|[A-Za-z]:\\).*):(\d+)$/;
const FRAME = /^\s*at (?:.*?[( ])?((?:file:\/\/|\/|[A-Za-z]:\\)[^()\n]*?):(\d+):\d+\)?/;

/**
 * Where code of somebody else's threw, as its stack tells: ` (/kit/question.js, line 12)`, or nothing. Frames of this
 * program, of Node and of installed packages are passed over.
 *
 * @example `${errorMessage(thrown)}${thrownPlace(thrown)}` // "nope is not defined (/kit/index.js, line 3)"
 */
export function thrownPlace(thrown: unknown): string {
  return headPlace(thrown) || framePlace(thrown);
}

/** Only what stands before the message: Node's word for a file that it could not read as code. */
export function headPlace(thrown: unknown): string {
  const [, file, line] = HEAD.exec(linesOf(thrown)[0] ?? "") ?? [];
  return file === undefined || line === undefined ? "" : placeText(file, line);
}

function framePlace(thrown: unknown): string {
  for (const text of linesOf(thrown)) {
    const [, file, line] = FRAME.exec(text) ?? [];
    if (file === undefined || line === undefined || file.startsWith(OWN) || file.includes("/node_modules/")) continue;
    return placeText(file, line);
  }
  return "";
}

function linesOf(thrown: unknown): readonly string[] {
  // Authors may throw anything, and give it any stack.
  const stack: unknown = thrown instanceof Error ? thrown.stack : undefined;
  return typeof stack === "string" ? stack.split("\n", 200) : [];
}

function placeText(file: string, line: string): string {
  return ` (${file.startsWith("file://") ? pathOf(file) : file}, line ${line})`;
}

function pathOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return url;
  }
}
