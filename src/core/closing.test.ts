import { describe, expect, test } from "vitest";
import { Closing, opening } from "./index.ts";

describe("Closing", () => {
  test("default: closes in reverse order, once", async () => {
    const order: string[] = [];
    const closing = new Closing();
    closing.add(() => void order.push("first"));
    closing.add(async () => {
      await Promise.resolve();
      order.push("second");
    });
    await Promise.all([closing.close(), closing.close()]);
    expect(order).toEqual(["second", "first"]);
  });

  test("error: one failure does not keep the rest open", async () => {
    const order: string[] = [];
    const closing = new Closing();
    closing.add(() => void order.push("first"));
    closing.add(() => Promise.reject(new Error("stuck")));
    await expect(closing.close()).rejects.toThrow("stuck");
    expect(order).toEqual(["first"]);
  });
});

test("opening: a start that fails half-way leaves nothing open", async () => {
  let open = 0;
  const start = opening((closing) => {
    open += 1;
    closing.add(() => void (open -= 1));
    return Promise.reject(new Error("no"));
  });
  await expect(start).rejects.toThrow("no");
  expect(open).toBe(0);
});
