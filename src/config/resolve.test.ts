import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expandHomeInWords } from "./home-path.ts";
import { resolveConfig } from "./index.ts";

function folder(files: Record<string, string> = {}): { cwd: string; env: Record<string, string> } {
  const cwd = mkdtempSync(join(tmpdir(), "affine-config-"));
  mkdirSync(join(cwd, "config", "affine"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return { cwd, env: { XDG_CONFIG_HOME: join(cwd, "config") } };
}

describe("resolveConfig", () => {
  test("default: every option has a source", () => {
    const config = resolveConfig(folder());
    expect(config.values.netuid).toBe(120);
    expect(config.sources.netuid).toBe("default");
    expect(config.values.chutesApiKey).toBeUndefined();
    expect(config.sources.chutesApiKey).toBe("unset");
    expect(config.files).toEqual([]);
  });

  test("behavior: flag > environment > .env > project file > user file > default", () => {
    const { cwd, env } = folder({
      "config/affine/config.json": '{"netuid": 1, "port": 1, "burnUid": 1, "hotkey": "user", "coldkey": "user"}',
      "affine.config.json": '{"netuid": 2, "port": 2, "burnUid": 2, "hotkey": "project"}',
      ".env": "AFFINE_NETUID=3\nAFFINE_PORT=3\nAFFINE_BURN_UID=3\n",
    });
    const config = resolveConfig({
      cwd,
      env: { ...env, AFFINE_NETUID: "4", AFFINE_PORT: "4" },
      flags: { netuid: "5" },
    });
    expect(config.values).toMatchObject({ netuid: 5, port: 4, burnUid: 3, hotkey: "project", coldkey: "user" });
    expect(config.sources).toMatchObject({
      netuid: "flag",
      port: "environment",
      burnUid: ".env",
      hotkey: "project file",
      coldkey: "user file",
      host: "default",
    });
    expect(config.files).toHaveLength(3);
  });

  test("behavior: an empty variable counts as not set", () => {
    const { cwd, env } = folder();
    expect(resolveConfig({ cwd, env: { ...env, AFFINE_NETUID: "" } }).sources.netuid).toBe("default");
  });

  test("behavior: a variable that has lost its meaning says so", () => {
    const { cwd, env } = folder();
    const { notices } = resolveConfig({ cwd, env: { ...env, AFFINE_WINDOW: "20" } });
    expect(notices).toEqual(["AFFINE_WINDOW has no effect: weights follow the chain's own tempo and rate limit."]);
  });

  test.each([
    ["SUBTENSOR_ENDPIONT=test", "Did you mean SUBTENSOR_ENDPOINT?"],
    ["AFFINE_HOEM=/x", "Did you mean AFFINE_HOME?"],
    ["BT_WALLET_CLOD=x", "Did you mean BT_WALLET_COLD?"],
    ["AFFINE_SOMETHING_ELSE_ALTOGETHER=1", "lists the settings"],
  ])("error: %s in .env sets nothing, so it is refused", (line, hint) => {
    const { cwd, env } = folder({ ".env": `${line}\n` });
    expect(() => resolveConfig({ cwd, env })).toThrow(
      expect.objectContaining({ code: "config_invalid", hint: expect.stringContaining(hint) as string }),
    );
  });

  test("behavior: what others read from .env stays, and a slip in the environment is told", () => {
    const { cwd, env } = folder({ ".env": "HF_HOME=/x\nCOMPOSE_PROJECT_NAME=a\nAFFINE_IMAGE=b\nPATH=/bin\n" });
    expect(
      resolveConfig({ cwd, env: { ...env, AFFINE_TEST_TIER: "ci", AFFINE_ENV_DEV_PROCESS: "1" } }).notices,
    ).toEqual([]);
    const { notices } = resolveConfig({ cwd, env: { ...env, AFFINE_HOEM: "/x" } });
    expect(notices).toEqual(["AFFINE_HOEM has no effect: there is no such setting; AFFINE_HOME is one."]);
  });

  test.each(["$HOME/w", "${HOME}/w", "/x/$USER"])("error: %s as a path: nobody fills the variable in", (path) => {
    const { cwd, env } = folder({ ".env": `BT_WALLET_PATH='${path}'\n` });
    expect(() => resolveConfig({ cwd, env })).toThrow("variables such as $HOME are not filled in here");
  });

  test.each([
    ["no assignment", "AFFINE_NETUID 120", "line 1: expected NAME=value"],
    ["a line of garbage after good ones", "# note\n\nA=1\n%%%\n", "line 4: expected NAME=value"],
    ["an open quote", 'A=1\nB="never closed\nC=2\n', 'line 2: the quote " is never closed'],
    ["a quote that an assignment below closes", 'A="x\nB="y"\n', "line 2: something follows the closing quote"],
    ["something behind a quote", "A='x'y\n", "line 1: something follows the closing quote"],
    ["UTF-16", Buffer.from("A=1\n", "utf16le").toString("latin1"), "no UTF-8"],
    ["a name with a blank", "MY NAME=1", "line 1: expected NAME=value"],
  ])("error: malformed .env: %s", (_, text, message) => {
    const { cwd, env } = folder({ ".env": text });
    expect(() => resolveConfig({ cwd, env })).toThrow(expect.objectContaining({ code: "config_invalid" }));
    expect(() => resolveConfig({ cwd, env })).toThrow(message);
  });

  test("behavior: a # inside a value is part of it; a comment needs a blank before; quotes and lines stay", () => {
    const cases: [string, string][] = [
      ["BT_WALLET_PASSWORD=tulip#7", "tulip#7"],
      ["BT_WALLET_PASSWORD=tulip#7 # mine", "tulip#7"],
      ["BT_WALLET_PASSWORD=tulip #7", "tulip"],
      ["BT_WALLET_PASSWORD=#7", "#7"],
      ["BT_WALLET_PASSWORD=it's#7", "it's#7"],
      ["BT_WALLET_PASSWORD='a#b' # c", "a#b"],
      ['BT_WALLET_PASSWORD="a # b"', "a # b"],
      ['BT_WALLET_PASSWORD="say \\"hi\\" # b"', 'say \\"hi\\" # b'],
      ["\ufeffBT_WALLET_PASSWORD=first", "first"],
      ["BT_WALLET_PASSWORD=win#1\r\nHF_USER=b\r\n", "win#1"],
    ];
    for (const [text, value] of cases) {
      const { cwd, env } = folder({ ".env": `${text}\n` });
      expect([text, resolveConfig({ cwd, env }).values.walletPassword]).toEqual([text, value]);
    }
  });

  test("behavior: ~ is the home folder in every setting that is a path, wherever it is set", () => {
    const { cwd, env } = folder({
      ".env": "BT_WALLET_PATH=~/.bittensor/wallets\nSIGNER_URL=unix:~/s.sock\nBT_WALLET_PASSWORD_FILE='~/p'\n",
      "affine.config.json": '\ufeff{"home": "~", "signerTokenFile": "~/token"}',
    });
    const home = process.env["HOME"] ?? "";
    expect(resolveConfig({ cwd, env, flags: { cacheDir: "~/cache" } }).values).toMatchObject({
      walletDir: join(home, ".bittensor/wallets"),
      signerUrl: `unix:${join(home, "s.sock")}`,
      walletPasswordFile: join(home, "p"),
      home,
      signerTokenFile: join(home, "token"),
      cacheDir: join(home, "cache"),
    });
    expect(() => resolveConfig({ cwd, env, flags: { walletDir: "~root/x" } })).toThrow(/~name is not read/);
    expect(expandHomeInWords(["pull", "1", "--model-path=~/x", "~/y", "--a=b~/c", "--", "~/z"])).toEqual([
      "pull",
      "1",
      `--model-path=${join(home, "x")}`,
      join(home, "y"),
      "--a=b~/c",
      "--",
      "~/z",
    ]);
  });

  test("behavior: .env keeps quotes over lines, export and comments", () => {
    const { cwd, env } = folder({ ".env": 'export HF_USER="a\nb" # who\n# note\nBT_WALLET_COLD=cold # mine\n' });
    expect(resolveConfig({ cwd, env }).values).toMatchObject({ hfUser: "a\nb", coldkey: "cold" });
  });

  test("error: a wrong value names where it stands and what is expected", () => {
    const { cwd, env } = folder({ ".env": "AFFINE_PORT=99999" });
    expect(() => resolveConfig({ cwd, env })).toThrow(/AFFINE_PORT in .*\.env: .*65535.*got "99999"/);
    expect(() => resolveConfig({ cwd, env: { ...env, SUBTENSOR_ENDPOINT: "nonsense" } })).toThrow(/SUBTENSOR_ENDPOINT/);
  });

  test("error: files: broken JSON, unknown keys, secrets", () => {
    const broken = folder({ "affine.config.json": "{" });
    expect(() => resolveConfig(broken)).toThrow(/is not a JSON object/);
    const typo = folder({ "affine.config.json": '{"netuidd": 1}' });
    expect(() => resolveConfig(typo)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('no option "netuidd"') as string,
        hint: 'Did you mean "netuid"?',
      }),
    );
    const secret = folder({ "affine.config.json": '{"chutesApiKey": "cpk_1"}' });
    expect(() => resolveConfig(secret)).toThrow(/does not belong in a configuration file/);
    expect(() => resolveConfig({ ...folder(), configFile: "absent.json" })).toThrow(/There is no configuration file/);
  });

  test("behavior: a wrong secret is never shown", () => {
    const { cwd, env } = folder();
    try {
      resolveConfig({ cwd, env: { ...env, HF_TOKEN: "   " } });
      expect.unreachable();
    } catch (thrown) {
      expect(String(thrown)).toContain("HF_TOKEN");
      expect(String(thrown)).not.toContain("got");
    }
  });
});
