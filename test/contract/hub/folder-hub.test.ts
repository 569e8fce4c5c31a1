import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FolderHub } from "../../../src/hub/index.ts";
import { testHubContract } from "./hub-contract.ts";

testHubContract("folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "affine-hub-"));
  return {
    miner: new FolderHub({ folder, account: "miner" }),
    other: new FolderHub({ folder, account: "other" }),
    nobody: new FolderHub({ folder }),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
});
