import { parse } from "dotenv";
import { AffineError } from "../core/index.ts";
import { readSettingsText } from "./settings-text.ts";

const ASSIGNMENT = /^(\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=)(.*)$/;
const QUOTES = ['"', "'", "`"] as const;

/**
 * Reads a `.env` file; `undefined` when there is none. A comment needs a blank before its `#`, as in shells, python-dotenv
 * and compose: `PASSWORD=tulip#7` is `tulip#7`.
 *
 * @throws AffineError `config_invalid` naming the first line that is neither empty, a comment nor `NAME=value`, or whose
 * quotes do not end where its value does.
 */
export function readDotenv(file: string): Record<string, string> | undefined {
  const content = readSettingsText(file);
  return content === undefined ? undefined : parse(checkedLines(content, file));
}

/** The lines, each checked; values that the library would cut at a `#` are put into quotes. */
function checkedLines(content: string, file: string): string {
  const fault = (line: number, what: string, hint: string): AffineError =>
    new AffineError("config_invalid", `${file}, line ${line}: ${what}.`, { hint });
  let open: { quote: string; line: number } | undefined;
  const lines = content.split(/\r?\n/).map((line, index) => {
    const number = index + 1;
    if (open !== undefined) {
      const end = closingQuote(line, open.quote);
      if (end < 0) return line;
      checkRest(line.slice(end + 1), number, fault);
      open = undefined;
      return line;
    }
    if (/^\s*(#|$)/.test(line)) return line;
    const [, name, value = ""] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined) {
      throw fault(number, "expected NAME=value", "Write one NAME=value a line, comments after #. See .env.example.");
    }
    const text = value.trimStart();
    const quote = QUOTES.find((mark) => text.startsWith(mark));
    if (quote === undefined) return `${name}${quoted(value, () => fault(number, QUOTES_TOO_MANY, QUOTES_HINT))}`;
    const end = closingQuote(text.slice(1), quote);
    if (end < 0) open = { quote, line: number };
    else checkRest(text.slice(end + 2), number, fault);
    return line;
  });
  if (open !== undefined) {
    throw fault(open.line, `the quote ${open.quote} is never closed`, "Close the quote, or leave quotes out.");
  }
  return lines.join("\n");
}

const QUOTES_TOO_MANY = "a value with a # and all three kinds of quotes cannot be read";
const QUOTES_HINT = "Put it into a file where the setting allows one, or change the value.";

/** Where the quote ends that a text begins in; only the double quote can be escaped. */
function closingQuote(text: string, quote: string): number {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\\" && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function checkRest(rest: string, line: number, fault: (line: number, what: string, hint: string) => AffineError): void {
  if (/^\s*(#.*)?$/.test(rest)) return;
  throw fault(
    line,
    "something follows the closing quote",
    "A quote of a line before may have been left open; or put the whole value into quotes of another kind.",
  );
}

/** A bare value as the library takes it whole: without its comment, in quotes where it has a `#`. */
function quoted(value: string, tooMany: () => AffineError): string {
  const bare = value.replace(/\s#.*$/s, "").trim();
  if (!bare.includes("#")) return value;
  const quote = ["'", "`", '"'].find((mark) => !bare.includes(mark));
  if (quote === undefined || (quote === '"' && bare.includes("\\"))) throw tooMany();
  return `${quote}${bare}${quote}`;
}
