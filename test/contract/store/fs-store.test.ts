import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FsStore } from "../../../src/store/index.ts";
import { testStoreContract } from "./store-contract.ts";

testStoreContract("fs", async () => {
  const folder = await mkdtemp(join(tmpdir(), "affine-store-"));
  return {
    store: await FsStore.open(folder),
    reopen: () => FsStore.open(folder),
    dispose: () => rm(folder, { recursive: true }),
  };
});
