import { chmod, mkdtemp, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkContainers } from "./check-containers.ts";
import { checkSecrecy } from "./check-secrecy.ts";

async function folderWith(files: Readonly<Record<string, number>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "affine-doctor-"));
  for (const [name, mode] of Object.entries(files)) {
    await writeFile(join(folder, name), "secret");
    await chmod(join(folder, name), mode);
  }
  return folder;
}

test("behavior: files with secrets that others can read are named, and fixed", async () => {
  const cwd = await folderWith({ ".env": 0o644, token: 0o660, password: 0o600 });
  const about = { cwd, signerTokenFile: join(cwd, "token"), walletPasswordFile: join(cwd, "password") };
  const findings = await checkSecrecy(about);
  expect(findings.map(({ found }) => found)).toEqual([
    `${join(cwd, ".env")} can be read by others (mode 0644)`,
    `${join(cwd, "token")} can be read by others (mode 0660)`,
  ]);
  for (const { fix } of findings) await fix?.();
  expect(await checkSecrecy(about)).toEqual([]);
  expect((await stat(join(cwd, ".env"))).mode & 0o777).toBe(0o600);
});

test("error: a link is not followed, and the system's files are not touched", async () => {
  const cwd = await folderWith({ theirs: 0o644 });
  await symlink(join(cwd, "theirs"), join(cwd, "token"));
  const about = { cwd, signerTokenFile: join(cwd, "token"), walletPasswordFile: "/etc/passwd" };
  const before = (await stat("/etc/passwd")).mode;
  const findings = await checkSecrecy(about);
  expect(findings).toHaveLength(2);
  for (const { fix } of findings) await expect(fix?.()).rejects.toThrow("look at it yourself");
  expect((await stat(join(cwd, "theirs"))).mode & 0o777).toBe(0o644);
  expect((await stat("/etc/passwd")).mode).toBe(before);
});

test("default: nothing to say where there are none", async () => {
  const cwd = await folderWith({});
  expect(await checkSecrecy({ cwd, signerTokenFile: join(cwd, "no"), walletPasswordFile: undefined })).toEqual([]);
});

test("behavior: what the containers' user cannot read is named; only root can give it away", async () => {
  const cwd = await folderWith({ ".env": 0o600, "docker-compose.yml": 0o644, token: 0o600, open: 0o644 });
  const files = [join(cwd, "token"), join(cwd, "open"), join(cwd, "missing"), undefined];
  const own = (await stat(join(cwd, "token"))).uid;
  const findings = await checkContainers(cwd, files, 4321);
  expect(findings.map(({ advice, fix }) => [advice, fix])).toEqual(
    own === 1000 ? [] : [[`sudo chown 1000 ${join(cwd, "token")}`, undefined]],
  );
  if (own !== 0) return;
  for (const { fix } of await checkContainers(cwd, files, 0)) await fix?.();
  expect((await stat(join(cwd, "token"))).uid).toBe(1000);
  expect(await checkContainers(cwd, files)).toEqual([]);
});

test("default: without a compose file nothing is said of containers", async () => {
  const cwd = await folderWith({ ".env": 0o600, token: 0o600 });
  expect(await checkContainers(cwd, [join(cwd, "token")], 0)).toEqual([]);
});
