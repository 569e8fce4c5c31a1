import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { emptyFolder, runAf, startAf } from "../../../../../test/e2e/af.ts";

const cwd = emptyFolder();
const SLOW = { timeout: 90_000 };

function module(name: string, top: string, generate = "", check = ""): string {
  writeFileSync(
    join(cwd, name),
    `import { defineEnvironment } from "affine";
${top}
export const environment = defineEnvironment({name:"KITL",aliases:[],version:"1",title:"t",description:"d",
answerFormat:"f",levels:[1],scoredLevels:[1],defaultLevel:1,
generate(){${generate} return {prompt:"p",messages:[],secret:1}},
check(){${check} return {thousandths:0,reason:"w",extracted:null,metrics:{}}}});`,
  );
  return `./${name}`;
}

test.each([
  ["at its top", module("top.mjs", "for(;;);"), /The import of \.\/top\.mjs has not .* 2 s \(.*top\.mjs, line 2\)/],
  ["in generate", module("generate.mjs", "", "for(;;);"), /generate of KITL \(level 1, seed \w+\) .*mjs, line 5\)/],
])("behavior: a module that loops %s is named with its place and ended", SLOW, async (_, path, said) => {
  const { code, stderr } = await runAf(["env", "sample", path, "--patience", "2"], { cwd });
  expect(stderr).toMatch(said);
  expect(code).toBe(1);
});

test("behavior: a round that loops ends with its watcher, also where that is killed", SLOW, async () => {
  const path = module(
    "orphan.mjs",
    `import { writeFileSync } from "node:fs";
writeFileSync(${JSON.stringify(join(cwd, "pid"))}, String(process.pid)); for(;;);`,
  );
  for (const [signal, code] of [
    ["SIGKILL", null],
    ["SIGINT", 130],
    ["SIGHUP", 129],
  ] as const) {
    writeFileSync(join(cwd, "pid"), "");
    const dev = startAf(["env", "dev", path], { cwd });
    const { readFileSync } = await import("node:fs");
    const pid = () => Number(readFileSync(join(cwd, "pid"), "utf8"));
    await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), { timeout: 20_000, interval: 100 });
    const round = pid();
    dev.process.kill(signal);
    expect((await dev.finished).code).toBe(code);
    await vi.waitFor(() => expect(() => process.kill(round, 0)).toThrow(), { timeout: 5_000, interval: 100 });
  }
});
