import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { emptyFolder, runAf, startAf } from "../../../../test/e2e/af.ts";
import { execFileSync } from "node:child_process";
import { AF } from "../../../../test/e2e/af.ts";

const cwd = emptyFolder();
const SLOW = { timeout: 90_000 };
const LINES = ",answerLines:()=>[]";

function kit(name: string, { top = "", generate = "", check = "", lines = LINES }): string {
  writeFileSync(
    join(cwd, name),
    `import { isMainThread } from "node:worker_threads";
import { defineEnvironment } from "affine";
${top}
export const environment = defineEnvironment({name:"KITE",aliases:[],version:"1",title:"t",description:"d",
answerFormat:"f",levels:[1],scoredLevels:[1],defaultLevel:1,
generate(_,random){${generate} const prompt=String(random.between(0,4e9));
return {prompt,messages:[{role:"user",content:prompt}],secret:1}},
check(_,answer){${check} return {thousandths:answer==="right"?1000:0,reason:"w",extracted:null,metrics:{}}},
study:{oracle:()=>"right",blind:[],shallow:[],strong:[],shape:({prompt})=>prompt,figures:()=>({})${lines}}});`,
  );
  return `./${name}`;
}

/** Runs `af` with this as what is typed. */
function typed(args: readonly string[], input: string): { code: number; stderr: string } {
  try {
    execFileSync(process.execPath, [AF, ...args], { cwd, input, stdio: "pipe" });
    return { code: 0, stderr: "" };
  } catch (thrown) {
    const { status, stderr } = thrown as { status: number; stderr: Buffer };
    return { code: status, stderr: stderr.toString() };
  }
}

describe("a module that calls process.exit", () => {
  const generate = kit("generate.mjs", { generate: "process.exit(0);" });
  const inThread = kit("thread.mjs", { generate: "if (!isMainThread) process.exit(0);" });
  const byTimer = kit("timer.mjs", { top: "setTimeout(() => process.exit(0), 5);" });
  test.each<[string, string[], RegExp]>([
    ["sample", ["sample", generate], /^af: generate of KITE \(level 1, seed \w+\) ended the process/m],
    ["card", ["card", generate, "--samples", "20"], /generate of KITE .* ended the process/],
    ["card, in a thread", ["card", inThread, "--samples", "20", "--workers", "2"], /generate of KITE .* ended the/],
    ["dev --once", ["dev", generate, "--once"], /generate of KITE .* ended the process/],
    ["sample, by a timer", ["sample", byTimer, "-n", "200000"], /A module ended the process outside of every call/],
  ])("error: is told, with exit code 1: %s", SLOW, async (_, args, said) => {
    const { code, stderr } = await runAf(["env", ...args], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(said) as string });
    expect(stderr).not.toContain("AFFINE_ENV_DEV_PROCESS");
  });

  test("error: so it is in check, and while the folder is watched", SLOW, async () => {
    const check = kit("check.mjs", { check: "process.exit(0);" });
    expect(typed(["env", "try", check], "right\n")).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^af: check of KITE \(answer "right"\) ended the process/m) as string,
    });
    const running = startAf(["env", "dev", generate], { cwd });
    await vi.waitFor(() => expect(running.stderr()).toContain("ended the process"), { timeout: 30_000 });
    running.process.kill("SIGTERM");
    expect((await running.finished).code).toBe(0);
  });
});

test("behavior: a command ends with its work, whatever a module leaves running, all of it written", SLOW, async () => {
  const path = kit("runs.mjs", {
    top: `import { createServer } from "node:net"; setInterval(() => {}, 1000);
if (isMainThread) createServer().listen(0, "127.0.0.1");`,
  });
  const running = startAf(["env", "sample", path, "-n", "2000"], { cwd });
  running.process.stdout?.pause();
  setTimeout(() => running.process.stdout?.resume(), 2_000);
  const { code, stdout } = await running.finished;
  expect({ code, lines: stdout.split("\n").length }).toEqual({ code: 0, lines: 2_001 });
  const once = await runAf(["env", "dev", path, "--once", "--samples", "20"], { cwd });
  expect(once).toMatchObject({ code: 0, stdout: expect.stringContaining("hostile answers") as string });
  expect(typed(["env", "try", path], "right\n").code).toBe(0);
});

test("error: a module that cannot be loaded ends the command, too, whatever it leaves running", SLOW, async () => {
  const path = kit("fails.mjs", { top: "setInterval(() => {}, 1000); null.x;" });
  expect((await runAf(["env", "sample", path], { cwd })).code).toBe(1);
});

test.each([
  ["", "is not complete: answerLines"],
  [",answerLines:()=>undefined", "answerLines of the study of KITE is malformed"],
  [",answerLines:()=>null.x", "answerLines of the study of KITE failed: Cannot read"],
])("error: a study with %j in it", SLOW, async (lines, said) => {
  const path = kit("study.mjs", { lines });
  const { code, stderr } = await runAf(["env", "card", path, "--samples", "20"], { cwd });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(said) as string });
  expect(stderr).not.toContain("defect of the program");
});

test("behavior: SIGTERM in the middle of a round is 143", SLOW, async () => {
  const path = kit("loops.mjs", { top: `console.error("here");`, generate: "for (;;);" });
  const running = startAf(["env", "dev", path, "--once"], { cwd });
  await vi.waitFor(() => expect(running.stderr()).toContain("Waiting"), { timeout: 30_000 });
  running.process.kill("SIGTERM");
  expect((await running.finished).code).toBe(143);
});

test.each([
  ["card", "SAT", "--base-url", "http://127.0.0.1:1"],
  ["sample", "SAT"],
])("error: --patience without an environment of one's own: %s", async (...args) => {
  const { code, stderr } = await runAf(["env", ...args, "--patience", "9"], { cwd });
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("--patience goes with") as string });
});
