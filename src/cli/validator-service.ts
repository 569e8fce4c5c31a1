import { resolve } from "node:path";
import { openNetwork } from "../chain/index.ts";
import type { NetworkChoice } from "../config/index.ts";
import { type ContestRules } from "../replay/index.ts";
import { DEFAULT_CONCURRENCY } from "../rounds/index.ts";
import type { Closing } from "../core/index.ts";
import { InferenceClient } from "../inference/index.ts";
import { python } from "../sandbox/index.ts";
import { isChutes, networkRules as rulesOf } from "../sdk/index.ts";
import { statusOf, type Status } from "../serve/index.ts";
import { FsStore, HttpStore } from "../store/index.ts";
import { RecordsDirectory, Validator, type ValidatorOptions } from "../validator/index.ts";
import { admissionOf } from "./inspection-options.ts";
import type { CommandContext } from "./context.ts";
import { openSigner } from "./open-signer.ts";
import { openPublished, publicUrlOf } from "./published-store.ts";
import { readVersion } from "./version.ts";

/** A validator together with its page. */
export interface ValidatorService {
  readonly validator: Validator;
  /** What the page shows. */
  readonly status: () => Status;
}

export type ServiceOptions = Pick<ValidatorOptions, "runner" | "sealEvery" | "jobDeadlineMs" | "fromGenesis">;

/** The rules that all validators of a network share. */
export function networkRules(context: CommandContext, network: NetworkChoice): ContestRules {
  return rulesOf(context.config, network);
}

/** The API key that a miner's host may see. */
export function apiKeyOf(context: CommandContext): NonNullable<ValidatorOptions["apiKeyOf"]> {
  return (miner) => (isChutes(miner.baseUrl) ? context.config.values.chutesApiKey : undefined);
}

/** Requests at once to a model before anything is known of its host: what an answer of six minutes needs. */
const FIRST_LIMIT = 64;

/** The client with which a validator's questions are asked. */
export function inferenceClient(concurrency: number): InferenceClient {
  return new InferenceClient({ limits: { initial: Math.min(FIRST_LIMIT, concurrency), max: concurrency } });
}

/** Opens a validator on the network chosen; nothing runs yet. What it opens is closed by `closing`. */
export async function openValidatorService(
  context: CommandContext,
  network: NetworkChoice,
  closing: Closing,
  options: ServiceOptions = {},
): Promise<ValidatorService> {
  const { values } = context.config;
  const chain = openNetwork(network);
  closing.add(() => chain.close());
  const signer = await openSigner(context, network, { chain, closing });
  // INDUCE and DED run programs; their engine is the process's own and starts at the first one.
  closing.add(() => python.close());
  const concurrency = values.httpConcurrency ?? DEFAULT_CONCURRENCY;
  const inference = inferenceClient(concurrency);
  closing.add(() => inference.close());
  const home = resolve(network.home);
  const own = await FsStore.open(home);
  const published = await openPublished(context, closing);
  const recordsUrl = values.recordsUrl ?? (await publicUrlOf(published, context));
  const directory = new RecordsDirectory({
    chain,
    signer,
    netuid: network.netuid,
    own,
    // On the network an announced address must not lead into the validator's own machine or its neighbourhood.
    open: (url) => HttpStore.open(url, { publicOnly: !network.allowEndpoints }),
    ...(recordsUrl === undefined ? {} : { publicUrl: recordsUrl }),
    log: context.log,
  });
  closing.add(() => directory.store.close());
  const validator = await Validator.open({
    chain,
    signer,
    store: directory.store,
    publishTo: published?.store,
    recordsUrl,
    rules: networkRules(context, network),
    ...admissionOf(context.config, network),
    folder: home,
    inference,
    apiKeyOf: apiKeyOf(context),
    endpoint: network.endpoint,
    log: context.log,
    concurrency,
    ...(values.perMiner === undefined ? {} : { perMiner: values.perMiner }),
    ...(values.queue === undefined
      ? {}
      : { queue: { address: values.queue, password: values.queuePassword, lockMs: (values.queueLock ?? 30) * 1000 } }),
    ...options,
  });
  closing.add(() => validator.stop());
  validator.events.on("block", (head) => void directory.follow(head));
  const version = readVersion();
  return { validator, status: () => statusOf(validator.status(), { servedAtMs: Date.now(), version }) };
}
