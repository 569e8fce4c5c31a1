import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { askPassword, type Terminal } from "./ask-password.ts";

/** A terminal whose keys are pressed by the test. */
function terminal() {
  const input = new PassThrough() as unknown as NodeJS.ReadStream & PassThrough;
  const modes: boolean[] = [];
  input.setRawMode = (raw) => {
    modes.push(raw);
    return input;
  };
  const output = new PassThrough();
  const screen = (): string => String(output.read() ?? "");
  const both: Terminal = { input, output };
  return { both, press: (text: string) => input.write(text), modes, screen };
}

describe("askPassword", () => {
  test("default: what is typed up to return, and none of it is shown", async () => {
    const { both, press, modes, screen } = terminal();
    const asked = askPassword("Password: ", both);
    press("sec");
    press("ret\r");
    expect(await asked).toBe("secret");
    expect(modes).toEqual([true, false]);
    expect(screen()).toBe("Password: \n");
  });

  test("behavior: backspace takes one back, Ctrl-U all", async () => {
    const { both, press } = terminal();
    const asked = askPassword("", both);
    press("wrong\u0015äbx\u007f\u007fc\n");
    expect(await asked).toBe("äc");
  });

  test("error: Ctrl-C, and the terminal is as before", async () => {
    const { both, press, modes } = terminal();
    const asked = askPassword("", both);
    press("half\u0003");
    await expect(asked).rejects.toMatchObject({ code: "interrupted" });
    expect(modes).toEqual([true, false]);
  });
});
