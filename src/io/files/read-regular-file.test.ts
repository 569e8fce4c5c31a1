import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, open, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import { readRegularFile, readRegularFileSync, type ReadLimits } from "../index.ts";

/** Both doors, as one: they must agree. */
async function read(path: string, limits: ReadLimits): Promise<Buffer | undefined> {
  const [later, atOnce] = await Promise.all([
    readRegularFile(path, limits).then(...outcome),
    new Promise<Buffer | undefined>((resolve) => {
      resolve(readRegularFileSync(path, limits));
    }).then(...outcome),
  ]);
  if ("error" in later) {
    expect(atOnce).toEqual(later);
    throw later.error;
  }
  // Byte by byte, expect takes seconds for them.
  expect("bytes" in atOnce && digestOf(atOnce.bytes)).toBe(digestOf(later.bytes));
  return later.bytes;
}

function digestOf(bytes: Buffer | undefined): string {
  return bytes === undefined ? "none" : createHash("sha256").update(bytes).digest("hex");
}

const outcome = [(bytes: Buffer | undefined) => ({ bytes }), (error: unknown) => ({ error: error as Error })] as const;

describe("readRegularFile", () => {
  test("property: a file comes back as it was written, and is refused when it is longer than the limit", async () => {
    const path = join(await temporaryFolder(), "file");
    const length = fc.oneof(fc.nat(5), fc.integer({ min: 4090, max: 4100 }), fc.integer({ min: 65_530, max: 200_000 }));
    await fc.assert(
      fc.asyncProperty(length, fc.integer({ min: -2, max: 2 }), async (bytes, spare) => {
        const content = Buffer.alloc(bytes, "abc");
        await writeFile(path, content);
        const maxBytes = Math.max(0, bytes + spare);
        if (bytes <= maxBytes) expect(digestOf(await read(path, { maxBytes }))).toBe(digestOf(content));
        else
          await expect(read(path, { maxBytes })).rejects.toMatchObject({ code: "file_access", details: { maxBytes } });
      }),
      { numRuns: 60 },
    );
  });

  test("default: what is not there", async () => {
    const folder = await temporaryFolder();
    expect(await read(join(folder, "nothing"), { maxBytes: 1 })).toBeUndefined();
    await expect(read(join(import.meta.filename, "below"), { maxBytes: 1 })).rejects.toMatchObject({
      code: "file_access",
      hint: expect.stringContaining("folder") as string,
    });
  });

  test("error: a folder, a pipe that nobody writes into, a socket, a device, a link", async () => {
    const folder = await temporaryFolder();
    const at = (name: string): string => join(folder, name);
    await mkdir(at("folder"));
    execFileSync("mkfifo", [at("pipe")]);
    const server = createServer().listen(at("socket"));
    await once(server, "listening");
    await writeFile(at("file"), "x");
    await symlink("file", at("link"));
    await symlink("/dev/zero", at("device"));
    const wrong: [string, RegExp, ReadLimits?][] = [
      ["folder", /is a folder, not a file/],
      ["pipe", /is a named pipe, not a file/],
      ["socket", /is a socket or device, not a file/],
      ["link", /is a symbolic link, not a file/],
      ["device", /is a device, not a file/, { maxBytes: 10, followLink: true }],
    ];
    for (const [name, message, limits] of wrong) {
      const tried = read(at(name), limits ?? { maxBytes: 10 });
      await expect(tried).rejects.toMatchObject({ code: "file_access", details: { path: at(name) } });
      await expect(tried).rejects.toThrow(message);
    }
    expect(String(await read(at("link"), { maxBytes: 10, followLink: true }))).toBe("x");
    server.close();
  });

  test("error: a terabyte costs nothing, and a file that says 0 bytes is still bounded", async () => {
    const path = join(await temporaryFolder(), "huge");
    const handle = await open(path, "w");
    await handle.truncate(2 ** 40);
    await handle.close();
    await expect(read(path, { maxBytes: 1_000_000 })).rejects.toThrow(/has 1099511627776 bytes; at most 1000000/);
  });

  test.skipIf(process.platform !== "linux")("behavior: files of /proc, which have no length", async () => {
    const limits = { maxBytes: 65_536 };
    expect(String(await readRegularFile("/proc/self/cmdline", limits))).toContain(process.execPath);
    await expect(read("/proc/self/cmdline", { maxBytes: 3 })).rejects.toThrow(/is longer; at most 3 bytes/);
  });
});
