import { describe, expect, test } from "vitest";
import { environmentsAmong, SAT, satEnvironment } from "./index.ts";

const spec = { name: "COIN", levels: [1], generate: () => null, check: () => null };

describe("environmentsAmong", () => {
  test("default: environments and doors to them, each once; other exports are passed over", () => {
    const exported = { default: satEnvironment, SAT, satEnvironment, LIMIT: 7, nothing: null, draw: () => 1, rest: {} };
    expect(environmentsAmong(exported)).toEqual([satEnvironment]);
    expect(environmentsAmong(exported)[0]).toBe(satEnvironment);
    expect(environmentsAmong({})).toEqual([]);
  });

  test("error: a specification that nobody made an environment of", () => {
    expect(() => environmentsAmong({ coin: spec })).toThrow("The export coin is a specification");
  });

  test("error: an environment made by hand, and wrongly", () => {
    const { info } = satEnvironment;
    for (const change of [
      { check: undefined },
      { normalizeParams: 1 },
      { info: {} },
      { info: { ...info, name: "two words" } },
      { info: { ...info, levels: [] } },
      { info: { ...info, defaultLevel: 99 } },
    ]) {
      expect(() => environmentsAmong({ broken: { ...satEnvironment, ...change } })).toThrow(
        "The export broken is not a well-formed environment",
      );
    }
  });
});
