import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import { JsonFile, readJsonSync } from "../index.ts";

const schema = z.strictObject({ v: z.literal(1), count: z.int() });
const LIMITS = { maxBytes: 1000, hint: "Move it away.", version: { key: "v", number: 1 } } as const;

async function jsonFile(): Promise<JsonFile<z.infer<typeof schema>>> {
  return new JsonFile(join(await temporaryFolder(), "deep", "state.json"), schema, LIMITS);
}

describe("JsonFile", () => {
  test("default: what was written is read", async () => {
    const file = await jsonFile();
    expect(await file.read()).toBeUndefined();
    await file.write({ v: 1, count: 1 });
    await file.write({ v: 1, count: 2 });
    expect(await file.read()).toEqual({ v: 1, count: 2 });
    expect(readJsonSync(file.path, schema, LIMITS)).toEqual({ v: 1, count: 2 });
  });

  test.each([
    ["cut off", '{"v":1,"cou', "state_corrupt", /is not JSON/],
    ["empty", "", "state_corrupt", /is not JSON/],
    ["zeros after a power cut", "\0\0\0\0", "state_corrupt", /is not JSON/],
    ["not UTF-8", Buffer.from([0x22, 0xff, 0x22]), "state_corrupt", /is not JSON/],
    ["of a later version", '{"v":2,"other":[]}', "state_version", /has version 2; this program reads 1/],
    ["without a version", '{"count":1}', "state_corrupt", /names no version/],
    ["no object", "[]", "state_corrupt", /names no version/],
    ["of another shape", '{"v":1,"count":"1"}', "state_corrupt", /is malformed.*count/s],
    ["with a key too many", '{"v":1,"count":1,"x":1}', "state_corrupt", /is malformed/],
    ["too long", `{"v":1,"count":1${" ".repeat(1000)}}`, "file_access", /at most 1000 bytes/],
  ])("error: %s", async (_, content, code, message) => {
    const file = await jsonFile();
    await file.write({ v: 1, count: 1 });
    await writeFile(file.path, content);
    await expect(file.read()).rejects.toMatchObject({ code, hint: expect.any(String) as string });
    await expect(file.read()).rejects.toThrow(message);
    expect(() => readJsonSync(file.path, schema, LIMITS)).toThrow(message);
  });

  test.each(["not\njson\n", '{"v":1,"count":"1"}'])(
    "error: %j in a file that somebody names is bad input, told on one line",
    async (content) => {
      const file = await jsonFile();
      await file.write({ v: 1, count: 1 });
      await writeFile(file.path, content);
      const read = (): unknown => readJsonSync(file.path, schema, { ...LIMITS, given: true });
      expect(read).toThrow(expect.objectContaining({ code: "invalid_input" }) as Error);
      expect(read).toThrow(/^[^\n]*$/);
    },
  );
});
