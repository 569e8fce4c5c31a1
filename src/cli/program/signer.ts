import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { withContext } from "./with-context.ts";

export function signerCommand(): Command {
  const command = new Command("signer")
    .description("the key holder: signs shard headers, weights and the records' address, nothing else")
    .addHelpText(
      "before",
      `Examples:
  af signer                        on a socket in the data folder, mode 0600
  af signer --signer-port 8080 --signer-token-file signer.token
                                   over TCP: the validator sets SIGNER_URL
`,
    );
  return withOptions(command, [
    "endpoint",
    "endpointFallback",
    "trust",
    "netuid",
    "home",
    "walletDir",
    "coldkey",
    "hotkey",
    "walletPasswordFile",
    "signerUrl",
    "signerHost",
    "signerPort",
    "signerTokenFile",
    "signerEndpoint",
  ]).action(withContext(async () => (await import("../commands/signer.ts")).run));
}
