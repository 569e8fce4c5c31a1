import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, runAf, startAf } from "./af.ts";

/** What a running `af serve --json` says of itself. */
async function told(running: ReturnType<typeof startAf>): Promise<{ url: string; environments: string[] }> {
  await expect.poll(() => running.stdout(), { interval: 50 }).toContain("\n");
  return JSON.parse(running.stdout()) as { url: string; environments: string[] };
}

describe("af serve", () => {
  test("default: a free port, told as JSON; a token from a file; the first signal ends it well", async () => {
    const cwd = emptyFolder();
    const token = "0123456789abcdef0123456789abcdef";
    writeFileSync(join(cwd, "token"), `${token}\n`, { mode: 0o600 });
    const running = startAf(["serve", "--port", "0", "--json", "--token-file", "token"], { cwd });
    const { url, environments } = await told(running);
    expect(environments).toEqual(["ABD", "DED", "HUNT", "INDUCE", "OPT", "PLAN", "PROVE", "REPAIR", "SAT", "TRACK"]);
    const status = async (headers: Record<string, string>) => (await fetch(`${url}/v1/envs`, { headers })).status;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: `Bearer ${token}` })).toBe(200);
    running.process.kill("SIGTERM");
    const { code, stderr } = await running.finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("error: a token that is none, a port that is none, a port that is taken", async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "short"), "secret");
    const short = await runAf(["serve", "--port", "0", "--token-file", "short"], { cwd });
    expect(short).toMatchObject({ code: 3, stdout: "" });
    expect(short.stderr).toContain("openssl rand -hex 32");
    expect(short.stderr).not.toContain("secret");
    const variable = await runAf(["serve", "--port", "0"], { cwd, env: { AFFINE_SERVE_TOKEN: "short" } });
    expect(variable).toMatchObject({ code: 3, stdout: "" });
    const port = await runAf(["serve", "--port", "http"], { cwd });
    expect(port.code).not.toBe(0);
    expect(port.stderr).toContain("whole number from 0 to 65535");
    const first = startAf(["serve", "--port", "0", "--json"], { cwd });
    const { url } = await told(first);
    const second = await runAf(["serve", "--port", new URL(url).port], { cwd });
    expect(second).toMatchObject({ code: 3, stdout: "" });
    expect(second.stderr).toContain("is taken by another program");
    first.process.kill("SIGINT");
    expect((await first.finished).code).toBe(130);
  });

  test("default: help has examples, variables and defaults", async () => {
    const { stdout } = await runAf(["serve", "--help"], { cwd: emptyFolder() });
    expect(stdout).toMatch(/^Examples:\n {2}af serve/);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("[AFFINE_SERVE_PORT; default 8430]");
  });
});
