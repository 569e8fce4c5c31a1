import { describe, expect, test } from "vitest";
import { WriteGate } from "./write-gate.ts";

describe("WriteGate", () => {
  test("behavior: closing waits for what is being written, however it ends, and lets nothing else begin", async () => {
    const gate = new WriteGate("The data folder x");
    const ends: (() => void)[] = [];
    const done: string[] = [];
    const kept = gate.write(() => new Promise<void>((resolve) => ends.push(resolve))).then(() => done.push("kept"));
    const failed = gate.write(() => new Promise<void>((_, reject) => ends.push(() => reject(new Error("full")))));
    failed.catch(() => done.push("failed"));
    const closed = gate.close().then(() => done.push("closed"));
    expect(gate.isClosed).toBe(true);
    let isBegun = false;
    const late = gate.write(() => {
      isBegun = true;
      return Promise.resolve();
    });
    await expect(late).rejects.toMatchObject({
      code: "interrupted",
      message: "The data folder x is closed: nothing is written any more.",
    });
    expect(isBegun).toBe(false);
    expect(done).toEqual([]);
    for (const end of ends) end();
    await closed;
    expect(done).toEqual(["kept", "failed", "closed"]);
    await kept;
  });
});
