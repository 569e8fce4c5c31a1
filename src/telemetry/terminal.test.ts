import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Screen } from "../../test/setup/screen.ts";
import { countLine } from "./count-bar.ts";
import { Terminal } from "./terminal.ts";

describe("Terminal", () => {
  test("default: lines stay above the picture, and the picture changes in place", () => {
    const screen = new Screen();
    const terminal = new Terminal(screen);
    const picture = terminal.open();
    picture.draw("a picture\nof two lines");
    terminal.line("first");
    picture.draw("a smaller one");
    terminal.line("second");
    expect(screen.text).toEqual(["first", "second", "a smaller one"]);
    picture.close();
    expect(screen.text).toEqual(["first", "second"]);
  });

  test("default: what is left standing stays, and what comes after it stands below", () => {
    const screen = new Screen();
    const terminal = new Terminal(screen);
    const picture = terminal.open();
    picture.draw("the last state");
    picture.close({ leave: true });
    terminal.line("after");
    expect(screen.text).toEqual(["the last state", "after"]);
  });

  test("behavior: several pictures stand one below the other", () => {
    const screen = new Screen();
    const terminal = new Terminal(screen);
    const [upper, lower] = [terminal.open(), terminal.open()];
    lower.draw("bar");
    upper.draw("picture");
    terminal.line("log");
    expect(screen.text).toEqual(["log", "picture", "bar"]);
    upper.close();
    expect(screen.text).toEqual(["log", "bar"]);
  });

  test("law: no line is lost, none is there twice, and below them is the last picture, on 80 by 24 as on 20 by 5", () => {
    const line = fc.constantFrom("a", "some words", "x".repeat(19));
    const step = fc.oneof(
      fc.record({ kind: fc.constant("line" as const), text: line }),
      fc.record({
        kind: fc.constant("picture" as const),
        text: fc.array(line, { minLength: 1, maxLength: 4 }).map((all) => all.join("\n")),
      }),
    );
    const sizes = fc.constantFrom([80, 24], [20, 5]);
    fc.assert(
      fc.property(sizes, fc.array(step, { maxLength: 40 }), ([columns, rows], steps) => {
        const screen = new Screen(columns, rows);
        const terminal = new Terminal(screen);
        const picture = terminal.open();
        let drawn: string[] = [];
        const said: string[] = [];
        for (const { kind, text } of steps) {
          if (kind === "line") {
            terminal.line(text);
            said.push(text);
          } else {
            picture.draw(text);
            drawn = text.split("\n");
          }
        }
        expect(screen.text).toEqual([...said, ...drawn]);
      }),
      { numRuns: 200 },
    );
  });
});

test("law: a bar that counts is never wider than the terminal", () => {
  const count = fc.integer({ min: 0, max: 10_000_000 });
  fc.assert(
    fc.property(
      count,
      fc.option(count),
      fc.option(count),
      fc.integer({ min: 1, max: 200 }),
      (done, total, etaMs, width) => {
        const line = countLine({ doing: "simulating", done, total, unit: "rounds", more: "so many" }, etaMs, width);
        expect(line.length).toBeLessThan(width);
      },
    ),
  );
});
