import { PassThrough } from "node:stream";
import { describe, expect, test, vi } from "vitest";
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

test("behavior: a file of a service holds many days, so the day stands before the clock", () => {
  expect(readableLine(LINE, { isDated: true })).toMatch(/^2026-11-29T10:11:12Z warn {2}localnet: asking again/);
});

test("behavior: whatever is in it, it is one line; what the line says already is not said twice", () => {
  const forged = "gone\n10:11:13 info  signer: all is well";
  const entry = { level: 40, time: "2026-11-29T10:11:12.000Z", room: "r", msg: `lost: ${forged}`, miner: forged };
  const line = readableLine(JSON.stringify({ ...entry, err: { type: "AffineError", message: forged, stack: "s" } }));
  expect(line).toBe(`10:11:12 warn  r: lost: ${forged.replace("\n", " ")} miner=${JSON.stringify(forged)}`);
});

test("behavior: a fault of the program has its stack below, indented; one that was foreseen, or a warning, has none", () => {
  const shown = (level: number, type: string): string =>
    readableLine(
      JSON.stringify({
        level,
        time: "",
        room: "r",
        msg: "m",
        err: { type, message: "why", stack: "why\n    at x.ts" },
      }),
    );
  expect(shown(50, "TypeError")).toBe(" error r: m why\n    why\n        at x.ts");
  expect(shown(50, "AffineError")).toBe(" error r: m why");
  expect(shown(40, "TypeError")).toBe(" warn  r: m why");
});

describe("off a terminal", () => {
  const JSON_LINE = `${LINE}\n`;
  async function forwarded(isJson: boolean): Promise<unknown[]> {
    vi.resetModules();
    const { forwardLines, logAsJson, logger } = await import("./index.ts");
    const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    if (isJson) logAsJson();
    const stream = new PassThrough();
    forwardLines(stream);
    stream.write(JSON_LINE.slice(0, 20));
    stream.write(`${JSON_LINE.slice(20)}plain\nlast`);
    stream.end();
    await expect.poll(() => written.mock.calls.length).toBe(3);
    logger("own").warn({ n: 1 }, "said");
    const said = written.mock.calls.map(([text]) => text);
    written.mockRestore();
    return said;
  }

  test("default: the log of this process and of others is for people", async () => {
    expect(await forwarded(false)).toEqual([
      "2026-11-29T10:11:12Z warn  localnet: asking again season=2 no luck\n",
      "plain\n",
      "last\n",
      expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}Z warn {2}own: said n=1\n$/),
    ]);
  });

  test("behavior: as JSON where that was asked for", async () => {
    const said = await forwarded(true);
    expect(said.slice(0, 3)).toEqual([JSON_LINE, "plain\n", "last\n"]);
    expect(JSON.parse(String(said[3]))).toMatchObject({ level: 40, room: "own", n: 1, msg: "said" });
  });
});
