import { createLogUpdate } from "log-update";
import { visiblePaintedText, visibleText } from "../io/index.ts";

/** What a terminal's writer needs of a stream. */
export type TerminalStream = Pick<NodeJS.WriteStream, "write" | "columns" | "rows" | "isTTY">;

/** A part of the picture at the lower end of a terminal. */
export interface TerminalPicture {
  /** Replaces what it showed; an empty text takes it away until the next. */
  draw(text: string): void;
  /** Takes it away, or leaves it standing as lines. */
  close(options?: { readonly leave: boolean }): void;
}

/**
 * The one writer of a terminal: pictures and bars at the lower end, which change in place, and lines above them, which
 * stay. Whatever writes beside it leaves ghosts of the picture, so log, pictures and bars all come through here.
 */
export class Terminal {
  readonly #stream: TerminalStream;
  readonly #update: ReturnType<typeof createLogUpdate>;
  /** In the order in which they were opened, one below the other. */
  readonly #pictures = new Map<TerminalPicture, string>();
  /** Of the picture as it stands. */
  #lines = 0;

  constructor(stream: TerminalStream) {
    this.#stream = stream;
    this.#update = createLogUpdate(stream as NodeJS.WriteStream, { showCursor: false });
  }

  get columns(): number {
    return this.#stream.columns;
  }

  /** Lines that a picture may have: the cursor stands below it. */
  get room(): number {
    return Math.max(1, (this.#stream.rows || 24) - 1);
  }

  open(): TerminalPicture {
    const picture: TerminalPicture = {
      draw: (text) => {
        this.#pictures.set(picture, visiblePaintedText(text));
        this.#show();
      },
      close: ({ leave } = { leave: false }) => {
        const text = this.#pictures.get(picture);
        if (!this.#pictures.delete(picture)) return;
        if (leave && text !== undefined && text !== "") this.#line(text);
        else this.#show();
        if (this.#pictures.size === 0) this.#update.done();
      },
    };
    this.#pictures.set(picture, "");
    return picture;
  }

  /** Writes a line that stays, above the pictures, whatever hides in it made visible. */
  line(text: string): void {
    this.#line(visibleText(text));
  }

  #line(text: string): void {
    this.#update.clear();
    this.#stream.write(`${text}\n`);
    this.#show();
  }

  #show(): void {
    const shown = [...this.#pictures.values()].filter((text) => text !== "").join("\n");
    const lines = shown.split("\n").length;
    // Of a picture with more or fewer lines log-update 7 leaves out those that are the same at its end.
    if (shown === "" || lines !== this.#lines) this.#update.clear();
    this.#lines = lines;
    if (shown !== "") this.#update(shown);
  }
}

let shared: Terminal | undefined;

/** The writer of standard error; `undefined` where that is no terminal. */
export function terminal(): Terminal | undefined {
  if (!process.stderr.isTTY) return undefined;
  return (shared ??= new Terminal(process.stderr));
}

/** Says a line on standard error, above whatever is drawn there, whatever hides in it made visible. */
export function say(text: string): void {
  const there = terminal();
  if (there === undefined) process.stderr.write(`${visibleText(text)}\n`);
  else there.line(text);
}
