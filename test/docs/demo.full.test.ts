import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BODIES, statusSchema } from "../../src/serve/index.ts";
import { linesOf, runLines } from "./run-page.ts";
import { DocsShell } from "./shell.ts";

const shell = new DocsShell();

/** The demo of all these pages, from its first champion on: their lines are about what it has recorded by then. */
beforeAll(async () => {
  const demo = await shell.start("af demo", /page at (\S+)/);
  const [, page = ""] = await demo.says(/page at (\S+)/);
  shell.replace("http://127.0.0.1:8420", page);
  // Uid 9 is the reader's own, of another page; whoever reigns when it is asked for does here.
  shell.replace("--of 9", async () => {
    const { contest } = statusSchema.parse(await (await fetch(`${page}/api/status`)).json());
    return `--of ${contest?.champion?.uid ?? 9}`;
  });
  await demo.says(/: champion is uid/);
  // By then transcripts of counted rounds are in sealed shards.
  await demo.says(/weights for uid [1-9]\d* confirmed/);
  // Of its rounds and blocks those that it has something to tell of.
  const newestRound = async (): Promise<number> => {
    const { items } = BODIES["/api/v1/rounds"].parse(await (await fetch(`${page}/api/v1/rounds`)).json());
    return items[0]?.round ?? 0;
  };
  shell.replace("round:41", async () => `round:${await newestRound()}`);
  shell.replace("block:123", async () => `block:${await newestRound()}`);
  const home = join(shell.cwd, ".affine");
  const [validator = ""] = readdirSync(join(home, "records", "120"));
  // As a mirror has it. The demo goes on while it is copied: what it is just writing may be gone.
  for (const part of ["records", "transcripts", "documents"]) {
    const isWhole = (path: string): boolean => !path.endsWith(".new");
    cpSync(join(home, part), join(shell.cwd, "copy", part), { recursive: true, filter: isWhole });
  }
  const shard = "0000000060";
  shell.replace("records/120/5F…/0000000003", `records/120/${validator}/${shard}`);
  shell.replace("5Ccyqx…", validator);
  shell.replace("0000000000.ndjson", `${shard}.ndjson`);
  shell.replace("5F…", validator);
  const transcript = readdirSync(join(home, "transcripts", "120"), { recursive: true, encoding: "utf8" }).find((path) =>
    path.endsWith(".gz"),
  );
  shell.replace("c1/c1e914ee….json.gz", transcript ?? "");
  const { number } = JSON.parse(readFileSync(join(home, "localnet", "season.json"), "utf8")) as { number?: number };
  expect(number).toBeUndefined();
  shell.replace("--coldkey C --hotkey H", "--coldkey mine --hotkey default");
});
afterAll(() => shell.stop());

describe("commands of pages that a demo answers", () => {
  test.each(linesOf("demo").map(({ page, lines }) => [page, lines] as const))("default: %s", async (page, lines) => {
    expect(lines.length, page).toBeGreaterThan(0);
    await runLines(shell, lines);
  });
});
