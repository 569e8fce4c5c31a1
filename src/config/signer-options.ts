import { endpoint, integer, path, port, signerPlace, text } from "./option-forms.ts";
import { option } from "./option.ts";

/** Options about the key holder: part of the option table. */
export const SIGNER_OPTIONS = {
  signerUrl: option({
    group: "signer",
    env: "SIGNER_URL",
    flag: "--signer-url <url>",
    schema: signerPlace,
    defaultText: "unix:<data folder>/signer.sock",
    help: "Where the validator finds its signer: unix:PATH or http://host:port",
  }),
  signerHost: option({
    group: "signer",
    env: "SIGNER_HOST",
    flag: "--signer-host <address>",
    schema: text,
    default: "127.0.0.1",
    help: "Address that the signer listens on, when it listens on TCP",
  }),
  signerPort: option({
    group: "signer",
    env: "SIGNER_PORT",
    flag: "--signer-port <port>",
    schema: port,
    help: "Port for TCP; without one the signer listens on its socket",
    example: "8080",
  }),
  signerTokenFile: option({
    group: "signer",
    env: "SIGNER_TOKEN_FILE",
    flag: "--signer-token-file <file>",
    schema: path,
    help: "File with the token that validator and signer share over TCP (openssl rand -hex 32)",
    example: "./signer.token",
  }),
  signerEndpoint: option({
    group: "signer",
    env: "SIGNER_SUBTENSOR_ENDPOINT",
    flag: "--signer-endpoint <url>",
    schema: endpoint,
    defaultText: "SUBTENSOR_ENDPOINT",
    help: "The signer's own chain addresses, separated by commas, so that it does not believe the validator's node",
    example: "wss://my-node:443,finney",
  }),
  signerRetries: option({
    group: "signer",
    env: "SIGNER_RETRIES",
    schema: integer(0, 1_000),
    default: 10,
    help: "How often a call to the signer is tried again",
  }),
  signerRetryDelay: option({
    group: "signer",
    env: "SIGNER_RETRY_DELAY",
    schema: integer(0, 3_600),
    default: 2,
    help: "Seconds between those tries",
  }),
} as const;
