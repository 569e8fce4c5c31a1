import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, runAf, startAf } from "../../../../test/e2e/af.ts";

const cwd = emptyFolder();

/** Writes a module that defines KITX, with these as what it generates and how it judges. */
function kit(name: string, generate: string, check: string): string {
  const info = `name:"KITX",aliases:[],version:"1",title:"t",description:"d",answerFormat:"f"`;
  const levels = `levels:[1],scoredLevels:[1],defaultLevel:1`;
  return written(
    name,
    `import { defineEnvironment } from "affine";
export const environment = defineEnvironment({${info},${levels},generate:${generate},check:${check}});`,
  );
}

function written(name: string, text: string): string {
  writeFileSync(join(cwd, name), text);
  return `./${name}`;
}

const QUESTION = `()=>({prompt:"p",messages:[{role:"user",content:"p"}],secret:1})`;
const ZERO = `()=>({thousandths:0,reason:"w",extracted:null,metrics:{}})`;

describe("modules that are none, or do what none should", () => {
  mkdirSync(join(cwd, "package", "src"), { recursive: true });
  writeFileSync(join(cwd, "package", "package.json"), '{"name":"p","type":"module","exports":"./src/index.js"}');
  writeFileSync(join(cwd, "package", "src", "index.js"), 'import "./other.js";\n');
  writeFileSync(join(cwd, "package", "src", "other.js"), "export const a = 1;\nconst b = ;\n");
  // Nobody imports it, so it is not at fault; it comes first in its folder, and its fault has the same words.
  writeFileSync(join(cwd, "package", "src", "a-draft.js"), "const c = ;\n");
  writeFileSync(join(cwd, "twice.cjs"), "const a = 1;\nconst a = 2;\n");
  execFileSync("mkfifo", [join(cwd, "pipe.mjs")]);
  const modules: readonly [what: string, path: string, said: RegExp][] = [
    ["a syntax error", written("syntax.mjs", "export const x = {\n  b: [2,\n};\n"), /syntax\.mjs, line 3\)/],
    ["a syntax error in another file", "./package", /src\/other\.js, line 2\)/],
    [
      "a syntax error outside the folder",
      written("outside.mjs", 'import "./package/src/other.js";'),
      /other\.js, line 2\)/,
    ],
    ["one in CommonJS", written("outer.mjs", 'import "./twice.cjs";'), /twice\.cjs, line 2\)/],
    ["a name that is not there", written("name.mjs", "\nnope;"), /nope is not defined \(.*name\.mjs, line 2\)/],
    ["a throw", written("throws.mjs", 'throw new Error("boom");'), /cannot be loaded: boom/],
    ["a throw of null", written("null.mjs", "throw null;"), /cannot be loaded: null/],
    ["a throw of an object", written("plain.mjs", 'throw { message: "so" };'), /cannot be loaded: so/],
    ["a throw without a text", written("bare.mjs", "throw Object.create(null);"), /cannot be loaded: a thrown object/],
    ["no exports", written("empty.mjs", ""), /it exports nothing/],
    ["other exports", written("other.mjs", "export const a = 1, b = 2;"), /its exports: a, b/],
    ["a wait without end", written("never.mjs", "await new Promise(() => {});"), /awaits what never comes/],
    ["an end of the process", written("exits.mjs", "process.exit(0);"), /It calls process\.exit/],
    ["a missing package", written("missing.mjs", 'import "no-such-package";'), /no-such-package/],
    ["JSON", written("data.json", "{}"), /cannot be loaded/],
    ["a pipe", "./pipe.mjs", /neither a file nor a folder/],
    ["nothing", "./none.mjs", /There is nothing at/],
    ["a generator that throws nothing", kit("nothing.mjs", "()=>{throw undefined}", ZERO), /could not make a question/],
    ["a generator that is async", kit("async.mjs", `async ${QUESTION}`, ZERO), /generated no question/],
  ];
  test.each(modules)("error: %s", async (_, path, said) => {
    const { code, stdout, stderr } = await runAf(["env", "sample", path, "-n", "1"], { cwd });
    expect({ failed: code !== 0, stdout }, stderr).toEqual({ failed: true, stdout: "" });
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(stderr).not.toContain("defect of the program");
  });

  test("error: a generator that throws is told with level, seed, file and line", async () => {
    const path = kit("throwing.mjs", "() => {\n null.x; }", ZERO);
    const { stderr } = await runAf(["env", "sample", path, "--seed", "1"], { cwd });
    expect(stderr).toMatch(/could not make a question of level 1, seed \S+: Cannot read .*throwing\.mjs, line 3\)/);
    expect(stderr).toContain("Mend generate");
  });

  test("behavior: a plain name of a file or folder is a path, unless an environment has that name", async () => {
    writeFileSync(join(cwd, "sat"), "throw new Error('not this');");
    for (const [name, said] of [
      ["syntax.mjs", "syntax.mjs, line 3"],
      ["package", "other.js, line 2"],
    ] as const) {
      expect((await runAf(["env", "sample", name], { cwd })).stderr).toContain(said);
      expect((await runAf(["env", "dev", name, "--once"], { cwd })).stderr).toContain(said);
    }
    expect(await runAf(["env", "sample", "sat"], { cwd })).toMatchObject({ code: 0 });
    expect((await runAf(["env", "sample", "nowhere"], { cwd })).stderr).toContain("There is no environment named");
  });

  test.each([
    ["importing", () => written("loop.mjs", 'console.error("here"); for (;;);')],
    ["generating", () => kit("generates.mjs", '()=>{console.error("here"); for (;;);}', ZERO)],
  ])("behavior: Ctrl-C ends one that never stops %s", async (_, path) => {
    const running = startAf(["env", "sample", path()], { cwd });
    await expect.poll(() => running.stderr()).toContain("here");
    running.process.kill("SIGINT");
    expect((await running.finished).code).toBeNull();
  });

  const verdicts: readonly [what: string, check: string, said: string][] = [
    ["NaN among its metrics", `()=>({thousandths:0,reason:"w",extracted:null,metrics:{n:NaN}})`, "metrics.n"],
    ["more than a whole", `()=>({thousandths:1001,reason:"w",extracted:null,metrics:{}})`, "thousandths"],
    ["nothing", "()=>undefined", "malformed verdict"],
    ["a throw", "()=>{throw null}", "could not judge an answer"],
  ];
  test.each(verdicts)("error: a verdict of %s is no zero", async (what, check, said) => {
    const path = kit(`verdict-${what.replace(/\W/g, "")}.mjs`, QUESTION, check);
    const asked = await runAf(["env", "sample", path, "--seed", "1"], { cwd });
    const { challenge_id } = JSON.parse(asked.stdout) as { challenge_id: string };
    const answers = written("answers.ndjson", JSON.stringify({ challenge_id, completion: "x" }));
    const unknown = await runAf(["env", "evaluate", answers], { cwd });
    expect(unknown).toMatchObject({ code: 1, stdout: expect.stringContaining("environment_unknown") as string });
    expect(unknown.stderr).toContain("--module PATH");
    const { code, stdout } = await runAf(["env", "evaluate", answers, "--module", path], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ line: 1, score: null, error: { code: "environment_broken" } });
    expect(stdout).toContain(said);
  });

  test("error: a check that never answers is told, not taken for done", async () => {
    const path = kit("silent.mjs", QUESTION, "()=>new Promise(()=>{})");
    const asked = await runAf(["env", "sample", path, "--seed", "1"], { cwd });
    const { challenge_id } = JSON.parse(asked.stdout) as { challenge_id: string };
    const answers = written("silent.ndjson", JSON.stringify({ challenge_id, completion: "x" }));
    const { code, stdout, stderr } = await runAf(["env", "evaluate", answers, "--module", path, "--workers", "1"], {
      cwd,
    });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Nothing is left to wait for");
  });

  test("error: a folder in which none can be made", async () => {
    const { code, stderr } = await runAf(["env", "new", "mine", "--dir", "/proc/1/mine"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("cannot be made");
    expect(existsSync("/proc/1/mine")).toBe(false);
  });
});
