import { expect, test } from "vitest";
import { endOf } from "./end-of-run.ts";
import type { Guest } from "./guest.ts";

/** `(module (func (export "f") (param i64)))` */
const TAKES_I64 = Uint8Array.of(
  ...[
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 1, 0x7e, 0, 3, 2, 1, 0, 7, 5, 1, 1, 0x66, 0, 0, 10, 4, 1, 2, 0,
    0x0b,
  ],
);

test.each([[10], []])(
  "error: a function that wants an i64, called with %j, is the program's crash and not the host's",
  (...values) => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(TAKES_I64));
    const call = exports["f"] as (...given: unknown[]) => unknown;
    let thrown: unknown;
    try {
      call(...values);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(TypeError);
    expect(endOf({ ended: null } as unknown as Guest, thrown)).toMatchObject({
      kind: "crash",
      detail: "function of another type",
    });
  },
);

test("error: any other failure of ours is the host's", () => {
  expect(endOf({ ended: null } as unknown as Guest, new TypeError("x is undefined"))).toMatchObject({
    kind: "host_failure",
  });
});
