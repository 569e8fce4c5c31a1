import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Screen } from "../setup/screen.ts";

const AF = fileURLToPath(new URL("../../bin/af", import.meta.url));
const PTY = fileURLToPath(new URL("./in_terminal.py", import.meta.url));

/** `af` in a terminal of its own. */
export interface InTerminal {
  readonly screen: Screen;
  readonly finished: Promise<number | null>;
  /** Everything that was written, escapes and all. */
  written(): string;
  /** Waits until a line of the screen, or one that has scrolled out, matches. @throws Error when the command ends before */
  shows(pattern: RegExp): Promise<void>;
  /** Waits until the last line that is on the screen matches. @returns all that is on it then @throws as `shows` */
  endsWith(pattern: RegExp): Promise<string[]>;
  type(text: string): void;
}

/** Ctrl-C, as a terminal sends it. */
export const CTRL_C = "\u0003";

/** Ctrl-D: the end of the input. */
export const CTRL_D = "\u0004";

/** Starts the real `af`, as built, in a terminal of 80 by 24. */
export function startInTerminal(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly columns?: number;
    readonly rows?: number;
    readonly env?: Record<string, string>;
  },
): InTerminal {
  const { cwd, columns = 80, rows = 24, env = {} } = options;
  const child = spawn("python3", [PTY, String(columns), String(rows), process.execPath, AF, ...args], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: cwd, TERM: "xterm-256color", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const screen = new Screen(columns, rows);
  let written = "";
  let onWord = (): void => undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written += text;
    screen.write(text);
    onWord();
  });
  const finished = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve(code);
      onWord();
    });
  });
  const until = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) {
      if (child.exitCode !== null) throw new Error(`af ended: ${screen.text.join("\n")}`);
      await new Promise<void>((resolve) => (onWord = resolve));
    }
  };
  return {
    screen,
    finished,
    written: () => written,
    shows: (pattern) => until(() => screen.text.some((line) => pattern.test(line))),
    async endsWith(pattern) {
      let shown: string[] = [];
      await until(() => pattern.test((shown = screen.shown).findLast((line) => line !== "") ?? ""));
      return shown;
    },
    type: (text) => void child.stdin.write(text),
  };
}
