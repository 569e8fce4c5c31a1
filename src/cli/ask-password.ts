import { AffineError } from "../core/index.ts";

/** A terminal: typed characters come in, and nothing of them is shown. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks for a password without showing it.
 *
 * @throws AffineError `interrupted` at Ctrl-C or Ctrl-D.
 */
export function askPassword(question: string, { input, output }: Terminal): Promise<string> {
  output.write(question);
  input.setRawMode(true);
  input.setEncoding("utf8");
  input.resume();
  return new Promise<string>((resolve, reject) => {
    let typed: string[] = [];
    const end = (): void => {
      input.off("data", read);
      input.setRawMode(false);
      input.pause();
      output.write("\n");
    };
    const read = (text: string): void => {
      for (const character of text) {
        if (character === "\r" || character === "\n") {
          end();
          resolve(typed.join(""));
          return;
        }
        if (character === "\u0003" || character === "\u0004") {
          end();
          reject(new AffineError("interrupted", "No password was typed."));
          return;
        }
        if (character === "\u007f" || character === "\b") typed.pop();
        else if (character === "\u0015") typed = [];
        else if (character >= " ") typed.push(character);
      }
    };
    input.on("data", read);
  });
}
