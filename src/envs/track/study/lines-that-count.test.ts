import { expect, test } from "vitest";
import { Machine } from "../machine.ts";
import { trackEnvironment } from "../track.ts";
import { linesThatCount } from "./lines-that-count.ts";
import { readLog } from "./read-log.ts";

test.each([1, 2, 3, 4, 5])("behavior: the lines that count say all of a log of level %i", (level) => {
  for (let seed = 0; seed < 10; seed += 1) {
    const { prompt, secret } = trackEnvironment.generate({ level }, `count-${seed}`);
    const { events, asked } = readLog(prompt);
    const counting = linesThatCount(events);
    const machine = new Machine();
    for (const event of counting) machine.run(event);
    expect(asked.map((name) => machine.valueOf(name))).toEqual(secret.values);
    expect(counting.filter(({ kind }) => kind === "undo" || kind === "cancel")).toEqual([]);
  }
});
