import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { watchFolder } from "./watch-folder.ts";

const root = mkdtempSync(join(tmpdir(), "affine-watch-"));
afterAll(() => rmSync(root, { recursive: true }));

test("behavior: a folder that is removed, made anew, moved away and put back goes on being watched", async () => {
  const folder = join(root, "kit");
  mkdirSync(join(folder, "src"), { recursive: true });
  const stop = new AbortController();
  const { hasMore, [Symbol.asyncIterator]: begin } = watchFolder(folder, stop.signal, true);
  const changes = begin();
  const write = (text: string): void => writeFileSync(join(folder, "src", "index.js"), text);
  const anew = (): void => {
    mkdirSync(join(folder, "src"), { recursive: true });
    write("1");
  };
  const steps: readonly (() => void)[] = [
    () => write("0"),
    () => rmSync(folder, { recursive: true }),
    anew,
    () => write("2"),
    () => renameSync(folder, `${folder}-away`),
    () => renameSync(`${folder}-away`, folder),
    () => write("3"),
  ];
  for (const step of steps) {
    // What rings late belongs to the step before.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    while (hasMore()) await changes.next();
    const next = changes.next();
    step();
    expect((await next).done).toBe(false);
  }
  stop.abort();
  while ((await changes.next()).done !== true);
});

test("behavior: an interrupt ends it while it waits, and below a single module's folder nothing counts", async () => {
  const folder = join(root, "single");
  mkdirSync(join(folder, "far"), { recursive: true });
  const stop = new AbortController();
  const watched = watchFolder(folder, stop.signal, false);
  writeFileSync(join(folder, "far", "x.js"), "");
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(watched.hasMore()).toBe(false);
  const next = watched[Symbol.asyncIterator]().next();
  stop.abort();
  expect((await next).done).toBe(true);
});
