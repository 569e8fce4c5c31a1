import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { emptyFolder, runAf } from "./af.ts";

describe("af demo", () => {
  test("error: a port in use is named, and nothing is left behind", async () => {
    const cwd = emptyFolder();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runAf(["demo", "--port", String(port)], { cwd });
    other.close();
    expect(code).toBe(3);
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(stderr).toContain("--port");
  });
});
