import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { resolveConfig, type NetworkChoice } from "../config/index.ts";
import { contestRules, rulesHash, type ContestRules } from "../replay/index.ts";
import { networkRules } from "./network-rules.ts";

const real = { netuid: 120, roundBlocks: 3, allowEndpoints: false } as NetworkChoice;
const local: NetworkChoice = { ...real, roundBlocks: 1, allowEndpoints: true };

function rules(network: NetworkChoice, environments?: string): ContestRules {
  const env = environments === undefined ? {} : { AFFINE_ENVIRONMENTS: environments };
  return networkRules(resolveConfig({ cwd: mkdtempSync(join(tmpdir(), "affine-rules-")), env }), network);
}

const levels = ({ environments }: ContestRules) =>
  environments.map(({ name, params }) => `${name}@${JSON.stringify(params["level"])}`);

describe("rules of a network", () => {
  test("default: SAT, ABD, INDUCE and HUNT decide, at scored levels where money is at stake", () => {
    expect(levels(rules(real))).toEqual(["SAT@5", "ABD@5", "INDUCE@5", "HUNT@3"]);
    expect(levels(rules(local))).toEqual(["SAT@6", "ABD@2", "INDUCE@1", "HUNT@3"]);
    for (const { champion, environments } of [rules(real), rules(local)]) {
      expect(champion?.blindBp).toEqual([100, 100, 100, 100]);
      expect(environments.map(({ questions }) => questions)).toEqual([2, 2, 2, 2]);
    }
  });

  test("behavior: what SAT, ABD and DED decided is verified under the rules that it was recorded under", () => {
    const before = contestRules({
      netuid: 120,
      roundBlocks: 3,
      environments: [{ name: "SAT" }, { name: "ABD" }, { name: "DED" }],
      champion: { burnUid: 0 },
    });
    expect(rulesHash(rules(real, "SAT,ABD,DED"))).toBe(rulesHash(before));
    expect(rulesHash(rules(real))).not.toBe(rulesHash(before));
    expect(rulesHash(rules(real, "ABD,SAT,DED"))).not.toBe(rulesHash(before));
    expect(levels(rules(local, "SAT,ABD,DED"))).toEqual(["SAT@6", "ABD@2", "DED@1"]);
  });

  test("behavior: names in any case, aliases, and levels", () => {
    expect(levels(rules(real, " sat@9 , deduction, HUNT@4"))).toEqual(["SAT@9", "DED@3", "HUNT@4"]);
    expect(levels(rules(local, "HUNT@1"))).toEqual(["HUNT@1"]);
  });

  test.each([
    ["SAT,HUNTT", "environment_unknown"],
    ["SAT,HUNT@99", "environment_params"],
    ["SAT,HUNT@1", "environment_params"],
    ["SAT,sat", "invalid_input"],
    ["SAT,,ABD", "config_invalid"],
    ["SAT@x", "config_invalid"],
    [",", "config_invalid"],
    [Array(33).fill("SAT").join(), "config_invalid"],
  ])("error: %j", (environments, code) => {
    expect(() => rules(real, environments)).toThrow(expect.objectContaining({ code }));
  });
});
