import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SCRIPTS = ["old-build.mjs", "source-files.mjs", "source-hash.mjs", "prepare.mjs"];
const top = mkdtempSync(join(tmpdir(), "affine-checkout-"));
afterAll(() => rmSync(top, { recursive: true }));

/** A checkout whose whole program prints a word, at a path with blanks. */
let checkout = "";
let made = 0;

beforeEach(() => {
  made += 1;
  checkout = join(top, `check out ${made}`);
  for (const folder of ["bin", "dist", "scripts", "src"]) mkdirSync(join(checkout, folder), { recursive: true });
  cpSync(join(ROOT, "bin"), join(checkout, "bin"), { recursive: true });
  for (const name of SCRIPTS) cpSync(join(ROOT, "scripts", name), join(checkout, "scripts", name));
  write("package.json", '{ "type": "module" }');
  write("src/index.ts", "export {};\n");
  write("dist/af.js", 'console.log("ran");');
  build();
});

function write(name: string, text: string): void {
  writeFileSync(join(checkout, name), text);
}

const REST = { retryable: false, details: {} };

/** Says what the program was built from, as the build does. */
function build(): void {
  const script = `import { sourceHash } from "./scripts/source-hash.mjs"; process.stdout.write(sourceHash(process.cwd()));`;
  write("dist/source-hash", node(["--input-type=module", "-e", script]).stdout);
}

function node(args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: checkout, encoding: "utf8" });
  return { status, stdout, stderr };
}

const af = (...before: string[]) => node([...before, join(checkout, "bin/af")]);
const afJson = (...before: string[]) => {
  const { status, stdout, stderr } = node([...before, join(checkout, "bin/af"), "--json"]);
  return { status, stdout, error: (JSON.parse(stderr) as { error: object }).error };
};

describe("af in a checkout", () => {
  test("default: it runs, also through a link, and says nothing else", () => {
    expect(af()).toEqual({ status: 0, stdout: "ran\n", stderr: "" });
    symlinkSync(join(checkout, "bin/af"), join(checkout, "link"));
    expect(node([join(checkout, "link")])).toEqual({ status: 0, stdout: "ran\n", stderr: "" });
  });

  test("error: an old dist/: one line, and it runs; sources that are newer and the same are no old build", () => {
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(checkout, "src/index.ts"), later, later);
    expect(af().stderr).toBe("");
    write("src/index.ts", "export const changed = 1;\n");
    utimesSync(join(checkout, "src/index.ts"), later, later);
    expect(af()).toEqual({
      status: 0,
      stdout: "ran\n",
      stderr: "af: dist/ was built from other sources than src/ holds: run `npm run build`.\n",
    });
    rmSync(join(checkout, "dist/source-hash"));
    expect(af()).toMatchObject({
      status: 0,
      stdout: "ran\n",
      stderr: expect.stringContaining("npm run build") as string,
    });
  });

  test("error: no dist/, or one of an older layout", () => {
    rmSync(join(checkout, "dist/af.js"));
    expect(af()).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "af: this checkout is not built, or by an older release. Run `npm ci` (it builds too) or `npm run build`.\n",
    });
  });

  test("error: packages that are not installed", () => {
    write("dist/af.js", 'import "a-package-nobody-installed";');
    const { status, stdout, stderr } = af();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^af: its packages are not all installed: .*a-package-nobody-installed.* Run `npm ci`\.\n$/);
  });

  test.each(["0.10.48", "12.22.12", "18.20.8", "20.19.6"])("error: Node %s is too old: one line", (version) => {
    write("old.cjs", `Object.defineProperty(process.versions, "node", { value: ${JSON.stringify(version)} });`);
    expect(af("--require", join(checkout, "old.cjs"))).toEqual({
      status: 1,
      stdout: "",
      stderr: `af: this needs Node 20.20 or newer, and this is Node ${version}. Install a newer Node.\n`,
    });
  });

  test("error: with --json each of these is one object, as the program's own errors are", () => {
    const said = (code: string, words: string) => ({
      ...{ status: 1, stdout: "" },
      error: { code, message: expect.stringContaining(words) as string, hint: expect.any(String) as string, ...REST },
    });
    write("old.cjs", 'Object.defineProperty(process.versions, "node", { value: "18.20.8" });');
    expect(afJson("--require", join(checkout, "old.cjs"))).toEqual(said("unsupported", "this is Node 18.20.8"));
    write("dist/af.js", 'import "a-package-nobody-installed";');
    expect(afJson()).toEqual(said("not_found", "a-package-nobody-installed"));
    write("dist/af.js", 'throw Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" });');
    expect(afJson()).toEqual(said("file_access", "too many files are open: EMFILE"));
    rmSync(join(checkout, "dist/af.js"));
    expect(afJson()).toEqual(said("not_found", "not built"));
  });

  test("error: a package that is there and cannot be read is not said to be missing", () => {
    // Without its entry, Node says the same as without the right or the handles to read its package.json.
    mkdirSync(join(checkout, "node_modules/@a/hollow"), { recursive: true });
    write("node_modules/@a/hollow/package.json", "{}");
    write("dist/af.js", 'import "@a/hollow";');
    expect(afJson()).toMatchObject({
      status: 1,
      error: { code: "file_access", message: expect.stringContaining("hollow") as string },
    });
    expect(af().stderr).toMatch(/^af: its packages cannot all be read: .*hollow.* Raise the limit of open files .*\n$/);
  });

  test("error: npm ci --omit=dev: nothing is built, which is said, and a dist/ that is there stays", () => {
    const prepare = () => node([join(checkout, "scripts/prepare.mjs")]);
    expect(prepare()).toMatchObject({ status: 0, stderr: expect.stringContaining("dist/ stays as it is") as string });
    expect(af().stdout).toBe("ran\n");
    rmSync(join(checkout, "dist/af.js"));
    expect(prepare().stderr).toMatch(
      /^affine: nothing is built without rolldown, typescript, vite .*`npm ci` builds it\.\n$/,
    );
  });
});
