import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalChain } from "../../../src/chain/index.ts";
import { InProcessSigner, knowSigner, RemoteSigner, startSigner } from "../../../src/signer/index.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { hotkey, NETUID, signerContract, type SignerHarness } from "./signer-contract.ts";

const TOKEN = "0123456789abcdef".repeat(4);

signerContract("in process", (chain) =>
  Promise.resolve({
    signer: new InProcessSigner({ key: hotkey, chain, netuid: NETUID }),
    close: () => Promise.resolve(),
  }),
);

signerContract("over a unix socket", (chain) =>
  openRemote(chain, (folder) => ({ at: { socket: join(folder, "signer.sock") } })),
);

signerContract("over TCP with a token", (chain) =>
  openRemote(chain, () => ({ at: { host: "127.0.0.1", port: 0 }, token: TOKEN })),
);

async function openRemote(
  chain: LocalChain,
  where: (folder: string) => Pick<Parameters<typeof startSigner>[0], "at" | "token">,
): Promise<SignerHarness> {
  const folder = await mkdtemp(join(tmpdir(), "affine-signer-"));
  const at = where(folder);
  const service = await startSigner({
    ...at,
    key: hotkey,
    chain,
    netuid: NETUID,
    folder,
    version: "test",
    log: silentLogger,
  });
  const options = { address: service.address, token: at.token, retries: 0 };
  const { identity } = await knowSigner(options, NETUID, join(folder, "known.json"));
  const signer = new RemoteSigner(options, identity);
  return {
    signer,
    async close() {
      await signer.close();
      await service.close();
      await rm(folder, { recursive: true });
    },
  };
}
