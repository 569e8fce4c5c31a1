import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isAddress, keyFromPhrase } from "../../../wallet/index.ts";
import { reportError } from "../../report-error.ts";
import { walletCommand } from "../../program/wallet/index.ts";

const home = mkdtempSync(join(tmpdir(), "affine-af-wallet-"));
afterAll(() => rmSync(home, { recursive: true }));

let stdout: string;
let stderr: string;
beforeEach(() => {
  vi.stubEnv("HOME", home);
  for (const name of ["BT_WALLET_PASSWORD", "BT_WALLET_PASSWORD_FILE", "BT_WALLET_PATH"]) vi.stubEnv(name, "");
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((stdout += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((stderr += String(text)), true));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Runs `af wallet …`; tests have no terminal. */
async function wallet(...args: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  [stdout, stderr] = ["", ""];
  const af = new Command("af").option("--json").exitOverride().addCommand(walletCommand());
  for (const group of af.commands) {
    group.copyInheritedSettings(af);
    for (const verb of group.commands) verb.copyInheritedSettings(group);
  }
  let status = 0;
  try {
    await af.parseAsync(["wallet", ...args], { from: "user" });
  } catch (thrown) {
    status = reportError(thrown, { json: false, trace: false });
  }
  return { status, stdout, stderr };
}

const secrets = /phrase|seed|private|([a-z]+ ){11}[a-z]+|0x[0-9a-f]{64}/i;

describe("af wallet", () => {
  test("default: new keys have mode 0600 and no secret is printed; show finds them", async () => {
    const made = await wallet("new", "--coldkey", "mine", "--hotkey", "one", "--json");
    expect(made.status, made.stderr).toBe(0);
    expect(made.stdout + made.stderr).not.toMatch(secrets);
    const { hotkey, coldkey, hotkeyFile } = JSON.parse(made.stdout) as Record<string, string>;
    expect([hotkey, coldkey].every((address) => isAddress(address!))).toBe(true);
    for (const file of [hotkeyFile!, join(home, ".bittensor/wallets/mine/coldkey")]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    const shown = await wallet("show", "--coldkey", "mine", "--hotkey", "one");
    expect(shown.stdout).toContain(hotkey);
    expect(shown.stdout).toContain(coldkey);
    expect(shown.stdout + shown.stderr).not.toMatch(secrets);

    const revealed = JSON.parse(
      (await wallet("show", "--coldkey", "mine", "--hotkey", "one", "--reveal", "--json")).stdout,
    ) as Record<string, string>;
    expect(keyFromPhrase(revealed["secretPhrase"]!).address).toBe(hotkey);

    const second = JSON.parse((await wallet("new", "--coldkey", "mine", "--hotkey", "two", "--json")).stdout) as object;
    expect(second).toMatchObject({ coldkey, coldkeyMade: false });
    const again = await wallet("new", "--coldkey", "mine", "--hotkey", "one");
    expect(again).toMatchObject({ status: 1, stdout: "" });
    expect(again.stderr).toContain("never overwritten");

    chmodSync(hotkeyFile!, 0o644);
    expect((await wallet("show", "--coldkey", "mine", "--hotkey", "one")).stderr).toContain("chmod 600");
  });

  test("error: without a terminal a password comes from the environment or a file, never from a flag", async () => {
    const none = await wallet("new", "--coldkey", "closed", "--encrypt");
    expect(none).toMatchObject({ status: 3, stdout: "" });
    expect(none.stderr).toContain("BT_WALLET_PASSWORD_FILE");
    expect((await wallet("new", "--help")).stdout).not.toMatch(/--password[ =<]/);
    expect((await wallet("new", "--password", "x")).status).toBe(2);
  });

  test("error: an encrypted hotkey whose password nobody has; its address is read from the file beside it", async () => {
    const folder = join(home, ".bittensor/wallets/mine/hotkeys");
    const { hotkey } = JSON.parse((await wallet("new", "--coldkey", "mine", "--hotkey", "shut", "--json")).stdout) as {
      hotkey: string;
    };
    writeFileSync(join(folder, "shut"), Buffer.concat([Buffer.from("$NACL"), Buffer.alloc(90, 7)]), { mode: 0o600 });
    const shut = await wallet("show", "--coldkey", "mine", "--hotkey", "shut");
    expect(shut).toMatchObject({ status: 3, stdout: "" });
    expect(shut.stderr).toContain("is encrypted");
    writeFileSync(join(folder, "shutpub.txt"), JSON.stringify({ ss58Address: hotkey }));
    const shown = await wallet("show", "--coldkey", "mine", "--hotkey", "shut");
    expect(shown.stdout).toContain(hotkey);
    expect(shown.stdout).toContain("encrypted: nacl");
    expect(readFileSync(join(folder, "shut")).subarray(0, 5).toString()).toBe("$NACL");
  });
});
