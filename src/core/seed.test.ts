import { describe, expect, test } from "vitest";
import { questionSeed } from "./index.ts";

const QUESTION = { netuid: 120, env: "SAT", version: "1", beacon: `0x${"ab".repeat(32)}`, round: 7, index: 0 };

describe("questionSeed", () => {
  // Computed outside of this project (Python's hashlib) from the words of docs/records.md: SHA-256 over the tag
  // "affine/question/v1" and the six parts, each after its length as 64 bits, big-endian. A change here is a fork.
  test.each([
    ["as it is", {}, "f8ce3732b6776b7778a18063d815d98e47dc8cdf6de8c17bd711ae2822f5ceda"],
    ["netuid", { netuid: 121 }, "cca31682a685d08b6953cd134ada769ae8d9a9bf8a006a407f85c2955b2045ce"],
    ["environment", { env: "DED" }, "33583fccd8963e054a6d7036e15434256dbe7a8ac912afd701e9cc0451e181d9"],
    ["version", { version: "2" }, "f674509aae6d8384dcdd5ab250e0ce9a5b276e06bca609f8c97de843297fd9f6"],
    [
      "beacon",
      { beacon: `0x${"ab".repeat(31)}ac` },
      "3d9373e3883ce57a3c30db3470813d5941013bffa14da6e7fc2f217d0b0c8b4d",
    ],
    ["round", { round: 8 }, "5b9acd417cb23dd7aa2e57bf9f30b9f45c5913a150ef09c1f72d9ff65c551ab3"],
    ["index", { index: 1 }, "04bc10147ac2605e494a5053769eb6ecae6c433dbdfbba2ded5efc888a12b840"],
    [
      "a letter that moves from one part to the next",
      { netuid: 12, env: "0SAT" },
      "bf0ab6f13a84c0620f76a601e74178ef64f56232faae3d210076cf825e84bc16",
    ],
  ])("golden: the seed depends on every part: %s", (_, changed, seed) => {
    expect(questionSeed({ ...QUESTION, ...changed })).toBe(seed);
  });
});
