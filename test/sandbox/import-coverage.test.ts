import { describe, expect, test } from "vitest";
import { ALLOWED_WHILE_BUILDING, ALLOWED_WHILE_RUNNING } from "../../src/sandbox/interpreter/import-policy.ts";
import { hostImports } from "../../src/sandbox/interpreter/host-imports.ts";
import { OpenedInterpreter, parts } from "./kit/opened-interpreter.ts";

const imports = WebAssembly.Module.imports(parts().module);
const functions = imports.filter(({ kind }) => kind === "function").map(({ name }) => name);

/** What happens when the interpreter calls an import with zeros, the run being fresh. */
function outcome(name: string): string {
  const { interpreter } = new SharedInterpreter();
  const { guest } = interpreter.instance;
  guest.begin({ stdin: new Uint8Array(0), memoryBytes: 2 ** 29, outputBytes: 1000, fuelTicks: 1000 });
  const given = hostImports(parts().module, guest, "running");
  const call = (given["env"]?.[name] ?? given["wasi_snapshot_preview1"]?.[name]) as (...values: unknown[]) => unknown;
  // Zeros are not arguments that every function takes (some want a BigInt); it was reached, which is what counts.
  call(0, 0, 0, 0, 0, 0, 0);
  return guest.ended?.kind === "violation" ? `violation ${guest.ended.detail ?? ""}` : "served";
}

let opened: OpenedInterpreter | undefined;
/** One interpreter for all names: none of the calls reaches its memory in a way that matters here. */
class SharedInterpreter {
  readonly interpreter = (opened ??= new OpenedInterpreter()).interpreter;
}

describe("imports", () => {
  test("behavior: every import is either allowed by name, with a reason, or ends the run as a violation", () => {
    expect(functions.length).toBe(268);
    for (const name of functions) {
      const reason = ALLOWED_WHILE_RUNNING[name];
      if (reason === undefined) expect([name, outcome(name)]).toEqual([name, `violation ${name}`]);
      else expect([name, reason.length > 5, outcome(name)]).toEqual([name, true, "served"]);
    }
  });

  test("behavior: the policy names nothing that does not exist", () => {
    for (const name of Object.keys({ ...ALLOWED_WHILE_RUNNING, ...ALLOWED_WHILE_BUILDING })) {
      expect(functions).toContain(name);
    }
  });

  test("behavior: what is allowed while building only is denied while running", () => {
    for (const name of Object.keys(ALLOWED_WHILE_BUILDING)) expect(outcome(name)).toBe(`violation ${name}`);
  });

  test("behavior: other imports are addresses of JavaScript functions, and all of them are null", () => {
    const others = imports.filter(({ kind }) => kind !== "function");
    expect(others.length).toBe(280);
    expect(new Set(others.map(({ module, kind }) => `${module} ${kind}`))).toEqual(new Set(["GOT.func global"]));
    const given = hostImports(parts().module, new SharedInterpreter().interpreter.instance.guest, "running");
    for (const { name } of others) expect((given["GOT.func"]?.[name] as WebAssembly.Global).value).toBe(0);
  });

  test("behavior: once a run has ended, every call ends it again", () => {
    const { guest } = new SharedInterpreter().interpreter.instance;
    guest.begin({ stdin: new Uint8Array(0), memoryBytes: 2 ** 29, outputBytes: 1000, fuelTicks: 1000 });
    const given = hostImports(parts().module, guest, "running");
    const call = (name: string): unknown => (given["env"]?.[name] as (...values: unknown[]) => unknown)(0, 0);
    call("__syscall_socket");
    const { ended } = guest;
    expect(ended).toMatchObject({ kind: "violation", detail: "__syscall_socket" });
    // An answer that converts to every type, for nobody to see: the module traps before it goes on.
    for (const name of ["__syscall_getcwd", "emscripten_get_now", "can_run_sync_js", "exit"])
      expect(call(name)).toBe("0");
    expect(guest.ended).toBe(ended);
  });

  test("behavior: the ways around imports that newer versions of Node offer are gone in a worker", async () => {
    const { runInThread } = await import("./kit/bare-thread.ts");
    expect(await runInThread("print(1)", {})).toMatchObject({ kind: "ok" });
    const source = (await import("node:fs")).readFileSync(
      new URL("../../dist/sandbox/child/worker-main.js", import.meta.url),
      "utf8",
    );
    const deletions = source.indexOf('deleteProperty(WebAssembly, "promising")');
    expect(deletions).toBeGreaterThan(0);
    expect(deletions).toBeLessThan(source.indexOf("new Interpreter("));
  });
});
