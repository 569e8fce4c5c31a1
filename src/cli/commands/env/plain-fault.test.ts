import { expect, test } from "vitest";
import { plainFault } from "./plain-fault.ts";

const said = (message: string, hint: string | null): string =>
  JSON.stringify({ error: { code: "invalid_input", message, hint, retryable: false, details: {} } });

test("default: an error of --json in words, without the progress before it", () => {
  expect(plainFault(`  0% measuring oracle\n${said("It is broken.", "Mend it.")}\n`)).toBe(
    "af: It is broken.\n    Mend it.\n",
  );
  expect(plainFault(`${said("a", null)}\n${said("b", "c")}\n`)).toBe("af: a\naf: b\n    c\n");
});

test("behavior: what is no such error stays as it is", () => {
  for (const text of ["", "Segmentation fault\n", '{"error":1}\n', "{\n"]) expect(plainFault(text)).toBe(text);
});
