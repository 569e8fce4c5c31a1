import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { forwardLines } from "./forward-lines.ts";
import { readableLine } from "./readable-line.ts";

const LINE =
  '{"level":40,"time":"2026-11-29T10:11:12.000Z","room":"localnet","season":2,"err":{"message":"no luck"},"msg":"asking again"}';

test("default: clock, level, room, what happened, facts", () => {
  expect(readableLine(LINE)).toBe("10:11:12 warn  localnet: asking again season=2 no luck");
});

test.each(["plain words", "{", '{"a":1}', "[1]", ""])(
  "behavior: %j is no line of the log and stays as it is",
  (line) => {
    expect(readableLine(line)).toBe(line);
  },
);

test("behavior: off a terminal another process's lines are passed on as they are, whole", async () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const stream = new PassThrough();
  forwardLines(stream);
  stream.write(LINE.slice(0, 20));
  stream.write(`${LINE.slice(20)}\nplain\nlast`);
  stream.end();
  await expect.poll(() => written.mock.calls.length).toBe(3);
  expect(written.mock.calls.map(([text]) => text)).toEqual([`${LINE}\n`, "plain\n", "last\n"]);
  written.mockRestore();
});
