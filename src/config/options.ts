import type { z } from "zod";
import { CHUTES_OPTIONS } from "./chutes-options.ts";
import { text, integer, path, port, httpUrl, endpoint, environmentNames, flagLike, trust } from "./option-forms.ts";
import { option } from "./option.ts";
import { QUEUE_OPTIONS } from "./queue-options.ts";
import { SERVE_OPTIONS } from "./serve-options.ts";
import { SIGNER_OPTIONS } from "./signer-options.ts";
import { STORE_OPTIONS } from "./store-options.ts";

/** Every option of the project. The key is also the key in configuration files. */
export const OPTIONS = {
  // Where the chain is
  endpoint: option({
    group: "network",
    env: "SUBTENSOR_ENDPOINT",
    flag: "--endpoint <url>",
    schema: endpoint,
    defaultText: "a running localnet, else finney",
    help: "Chain to use: finney, test, local, or a ws:// or http:// address",
    example: "finney",
  }),
  endpointFallback: option({
    group: "network",
    env: "SUBTENSOR_FALLBACK",
    flag: "--endpoint-fallback <url>",
    schema: endpoint,
    help: "Further chain addresses, separated by commas, for when the first one dies or stalls (embedded: none)",
    example: "wss://lite.sub.latent.to:443",
  }),
  trust: option({
    group: "network",
    env: "AFFINE_TRUST",
    flag: "--trust <whom>",
    schema: trust,
    default: "endpoint",
    help: "Whether to believe the chain's endpoint, or have proofs of what it says, for blocks on which 2 endpoints agree (proofs:3 for 3)",
    example: "proofs",
  }),
  netuid: option({
    group: "network",
    env: "AFFINE_NETUID",
    flag: "--netuid <n>",
    schema: integer(0, 65_535),
    default: 120,
    help: "Subnet number",
  }),
  home: option({
    group: "local",
    env: "AFFINE_HOME",
    flag: "--home <dir>",
    schema: path,
    defaultText: "$XDG_DATA_HOME/affine; ./.affine for the demo",
    help: "Data folder: records, transcripts, journal, local chain",
  }),
  cacheDir: option({
    group: "local",
    env: "AFFINE_CACHE_DIR",
    schema: path,
    defaultText: "$XDG_CACHE_HOME/affine",
    help: "Folder for downloads; may be deleted at any time",
  }),
  // Keys
  walletDir: option({
    group: "validator",
    env: "BT_WALLET_PATH",
    flag: "--wallet-dir <dir>",
    schema: path,
    defaultText: "~/.bittensor/wallets",
    help: "Folder of Bittensor wallets",
  }),
  coldkey: option({
    group: "validator",
    env: "BT_WALLET_COLD",
    flag: "--coldkey <name>",
    schema: text,
    default: "default",
    help: "Name of the wallet (coldkey)",
  }),
  hotkey: option({
    group: "validator",
    env: "BT_WALLET_HOT",
    flag: "--hotkey <name>",
    schema: text,
    default: "default",
    help: "Name of the hotkey in that wallet",
  }),
  walletPasswordFile: option({
    group: "validator",
    env: "BT_WALLET_PASSWORD_FILE",
    flag: "--password-file <file>",
    schema: path,
    help: "File that holds the password of encrypted keys; else BT_WALLET_PASSWORD, else a terminal is asked",
    example: "./wallet.password",
  }),
  walletPassword: option({
    group: "validator",
    env: "BT_WALLET_PASSWORD",
    schema: (z) => z.string().min(1),
    secret: true,
    help: "That password itself; a file is safer, and in a terminal it is asked for",
  }),
  // Validating
  mechanism: option({
    group: "validator",
    env: "AFFINE_MECHANISM",
    flag: "--mechanism <name>",
    schema: text,
    default: "affine-v2",
    help: "Rule that decides who wins: affine-v2, or affine-v1 for the original's",
  }),
  environments: option({
    group: "validator",
    env: "AFFINE_ENVIRONMENTS",
    flag: "--environments <names>",
    schema: environmentNames,
    defaultText: "SAT,ABD,INDUCE,HUNT",
    help: "What decides, in this order; NAME@LEVEL for another level than the default. All of a network use the same",
    example: "SAT,ABD,DED",
  }),
  burnUid: option({
    group: "validator",
    env: "AFFINE_BURN_UID",
    flag: "--burn-uid <uid>",
    schema: integer(0, 65_535),
    default: 0,
    help: "Who gets the weights while there is no champion; all validators of a network use the same",
  }),
  roundBlocks: option({
    group: "validator",
    env: "AFFINE_ROUND_BLOCKS",
    flag: "--round-blocks <n>",
    schema: integer(1, 7_200),
    defaultText: "3; a localnet says its own",
    help: "Blocks between two rounds; all validators of a network use the same",
  }),
  httpConcurrency: option({
    group: "validator",
    env: "AFFINE_HTTP_CONCURRENCY",
    flag: "--concurrency <n>",
    schema: integer(1, 100_000),
    default: 1024,
    help: "Answers in flight at once, over all miners; slow models need many",
  }),
  ...QUEUE_OPTIONS,
  metricsPort: option({
    group: "validator",
    env: "AFFINE_METRICS_PORT",
    flag: "--metrics-port <port>",
    schema: port,
    help: "Port for Prometheus metrics; none when unset",
    example: "8000",
  }),
  metricsAddr: option({
    group: "validator",
    env: "AFFINE_METRICS_ADDR",
    schema: text,
    default: "127.0.0.1",
    help: "Address that the metrics port listens on",
  }),
  window: option({
    group: "validator",
    env: "AFFINE_WINDOW",
    schema: (z) => z.unknown(),
    help: "Blocks between two settings of weights, in the original",
    withoutEffect: "weights follow the chain's own tempo and rate limit",
  }),
  // Inference
  inferenceUrl: option({
    group: "inference",
    env: "AFFINE_INFERENCE_URL",
    flag: "--inference-url <url>",
    schema: httpUrl,
    defaultText: "a running localnet, else https://llm.chutes.ai/v1",
    help: "OpenAI-compatible base URL for af.query",
  }),
  chutesApiKey: option({
    group: "inference",
    env: "CHUTES_API_KEY",
    schema: text,
    secret: true,
    help: "Chutes API key (cpk_…): asks miners' models, deploys yours",
  }),
  ...CHUTES_OPTIONS,
  // Mining
  chuteUser: option({
    group: "miner",
    env: "CHUTE_USER",
    schema: text,
    help: "Your Chutes user name",
  }),
  hfUser: option({ group: "miner", env: "HF_USER", schema: text, help: "Your Hugging Face user or organisation" }),
  hfToken: option({
    group: "miner",
    env: "HF_TOKEN",
    schema: text,
    secret: true,
    help: "Hugging Face token with write access",
  }),
  hfEndpoint: option({
    group: "miner",
    env: "HF_ENDPOINT",
    schema: httpUrl,
    default: "https://huggingface.co",
    help: "Address of the model hub",
  }),
  uploadConcurrency: option({
    group: "miner",
    env: "AFFINE_UPLOAD_CONCURRENCY",
    schema: integer(1, 64),
    default: 4,
    help: "Files, or parts of large ones, that af push sends at once",
  }),
  // Where the records are
  recordsUrl: option({
    group: "validator",
    env: "AFFINE_RECORDS_URL",
    flag: "--records-url <url>",
    schema: httpUrl,
    help: "Public address of this validator's records, announced on chain: its page server, or a mirror of the data folder",
    example: "https://validator.example.org/",
  }),
  // Record storage on S3-compatible servers
  ...STORE_OPTIONS,
  // The key holder
  ...SIGNER_OPTIONS,
  // The page
  host: option({
    group: "page",
    env: "AFFINE_HOST",
    flag: "--host <address>",
    schema: text,
    default: "127.0.0.1",
    help: "Address that the page and its API listen on",
  }),
  port: option({
    group: "page",
    env: "AFFINE_PORT",
    flag: "--port <port>",
    schema: port,
    default: 8420,
    help: "Port of the page and its API",
  }),
  ...SERVE_OPTIONS,
  noColor: option({
    group: "page",
    env: "NO_COLOR",
    schema: (z) => z.union([flagLike(z), z.string().transform((word) => word !== "")]),
    help: "No colours when set to anything",
  }),
} as const;

export type OptionName = keyof typeof OPTIONS;
export type OptionValue<Name extends OptionName> = z.output<ReturnType<(typeof OPTIONS)[Name]["schema"]>>;
