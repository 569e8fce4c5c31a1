import { describe, expect, test } from "vitest";
import { testEngine } from "../kit/engines.ts";
import { OpenedInterpreter } from "../kit/opened-interpreter.ts";

const engine = testEngine();

describe("environment", () => {
  test("behavior: nothing of the host's environment arrives, and it would be seen if it did", async () => {
    const program = "import os\nprint(sorted(os.environ.items()))";
    expect((await engine.run(program)).stdout).not.toContain("ESCAPE_MARKER");
    const opened = new OpenedInterpreter(() => ({ environment: ["ESCAPE_MARKER=secret"] }), true);
    expect(opened.run(program).stdout).toContain("('ESCAPE_MARKER', 'secret')");
  });
});
