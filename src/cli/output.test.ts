import { afterEach, expect, test, vi } from "vitest";
import { AffineError } from "../core/index.ts";
import { say } from "../telemetry/index.ts";
import { printJson, printLine } from "./output.ts";
import { reportError } from "./report-error.ts";

const written: string[] = [];
const keep = (text: unknown): boolean => {
  written.push(String(text));
  return true;
};
vi.spyOn(process.stdout, "write").mockImplementation(keep);
vi.spyOn(process.stderr, "write").mockImplementation(keep);
afterEach(() => written.splice(0));

const HOSTILE = "a\u001b]0;title\u0007\u202eb\u009b2J";
const SHOWN = "a⟨U+001B⟩]0;title⟨U+0007⟩⟨U+202E⟩b⟨U+009B⟩2J";

test.each<[string, () => unknown]>([
  ["a line of data", () => printLine(HOSTILE)],
  ["a line that is said", () => say(HOSTILE)],
  [
    "an error",
    () => reportError(new AffineError("not_found", HOSTILE, { hint: HOSTILE }), { json: false, trace: true }),
  ],
])("law: %s cannot steer the terminal", async (_, tell) => {
  await tell();
  expect(written.join("")).toContain(SHOWN);
  expect(written.join("")).not.toMatch(/[\u001b\u0007\u009b\u202e]/);
});

test.each<[string, () => Promise<void> | number]>([
  ["data", () => printJson({ text: HOSTILE })],
  ["an error", () => reportError(new AffineError("not_found", HOSTILE), { json: true, trace: false })],
])("law: %s as JSON is escaped, and the same text when it is read", async (_, tell) => {
  await tell();
  const [line] = written;
  expect(line).not.toMatch(/[\u001b\u0007\u009b\u202e]/);
  expect(JSON.stringify(JSON.parse(line!))).toContain(JSON.stringify(HOSTILE).slice(1, -1));
});
