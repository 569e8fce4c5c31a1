import { HuggingFaceHub } from "../../../src/hub/index.ts";
import { startLoopbackHub } from "../../hub/loopback-hub/loopback-hub.ts";
import { testHubContract } from "./hub-contract.ts";

testHubContract("huggingface", async () => {
  const server = await startLoopbackHub({ partBytes: 16_384, pageSize: 40 });
  const as = (token?: string) =>
    new HuggingFaceHub({ endpoint: server.url, ...(token === undefined ? {} : { token }), retry: { baseDelayMs: 1 } });
  return {
    miner: as("hf_miner"),
    other: as("hf_other"),
    nobody: as(),
    dispose: () => server.close(),
  };
});
