/**
 * Does one thing with files and says how it went, for tests that need another process: one that can be killed between
 * two steps, has no rights, no room on its disk, or is one of many. Started with one JSON argument.
 */
import { writeSync } from "node:fs";
import { AffineError } from "../../src/core/index.ts";
import { LockFile, replaceFile, writeOnce, type WriteStep } from "../../src/io/index.ts";

export type IoTask =
  | { do: "replace" | "once"; path: string; letter: string; bytes: number; killAt?: WriteStep }
  | { do: "lock"; path: string; times: number; shared: string };

const say = (line: string): void => void writeSync(1, `${line}\n`);

async function run(task: IoTask): Promise<void> {
  if (task.do === "lock") {
    await countUnderLock(task);
    return;
  }
  const onStep = (step: WriteStep): void => {
    if (step === task.killAt) process.kill(process.pid, "SIGKILL");
  };
  const content = Buffer.alloc(task.bytes, task.letter);
  const written = task.do === "once" ? await writeOnce(task.path, content, { onStep }) : true;
  if (task.do === "replace") await replaceFile(task.path, content, { onStep });
  say(written ? "written" : "exists");
}

/** Adds one to a number in a file, under a lock, again and again: a lost turn would lose a number. */
async function countUnderLock({ path, times, shared }: Extract<IoTask, { do: "lock" }>): Promise<void> {
  const { readFile, writeFile } = await import("node:fs/promises");
  for (let done = 0; done < times;) {
    let lock: LockFile;
    try {
      lock = await LockFile.acquire(path, "The number");
    } catch (error) {
      if (!AffineError.isInstance(error) || error.code !== "locked") throw error;
      continue;
    }
    const before = Number(await readFile(shared, "utf8"));
    await writeFile(shared, String(before + 1));
    // The last turn of every child is never given back: the next has to see that its holder is gone.
    done += 1;
    if (done < times) await lock.release();
  }
  say("counted");
  process.kill(process.pid, "SIGKILL");
}

try {
  await run(JSON.parse(process.argv[2] ?? "") as IoTask);
} catch (error) {
  if (!AffineError.isInstance(error)) throw error;
  say(JSON.stringify({ code: error.code, message: error.message, hint: error.hint }));
}
