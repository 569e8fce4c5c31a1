import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { instrumentModule } from "../../../src/sandbox/instrument/index.ts";
import { PINS } from "../../../src/sandbox/pins.ts";
import { childFiles } from "../../../src/sandbox/pool/child-files.ts";
import { validate } from "./small-modules.ts";

test("golden: the instrumented interpreter is the pinned one, and valid", () => {
  const module = instrumentModule(readFileSync(childFiles().wasmPath));
  expect(createHash("sha256").update(module).digest("hex")).toBe(PINS.module);
  validate(module);
});
