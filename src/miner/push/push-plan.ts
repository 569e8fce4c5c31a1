import type { RevealedCommitment } from "../../chain/index.ts";
import { AffineError } from "../../core/index.ts";
import { differences, parseRepoName, type LocalFile, type ModelHub, type ModelRevision } from "../../hub/index.ts";
import type { CommittedDeployment } from "../../inference/host/index.ts";
import {
  identityOf,
  latestReveal,
  MAX_COMMITMENT_BYTES,
  parseCommitment,
  readCommitment,
  type ModelCommitment,
} from "../../roster/index.ts";
import { deploymentSize, type DeploymentSize } from "./deployment-size.ts";
import type { ModelToPush } from "./model-to-push.ts";
import type { PushOptions } from "./push-options.ts";
import { PushStateFile } from "./push-state.ts";

/** Files that a repository may have beside those of the folder. */
const KEPT = /^(\.gitattributes|README\.md|LICENSE(\..*)?)$/;

/** Everything that was found out before the first thing is done. */
export interface PushPlan {
  readonly model: ModelToPush;
  readonly repo: string;
  readonly account: string | undefined;
  /** The repository as it is; `undefined` when it must be created. */
  readonly found: ModelRevision | undefined;
  /** Files that must be sent, and those that must go. */
  readonly upload: readonly LocalFile[];
  readonly remove: readonly string[];
  readonly state: PushStateFile;
  /** `undefined` when the hotkey must be registered first. */
  readonly uid: number | undefined;
  /** What this hotkey's commitment says now. */
  readonly present: RevealedCommitment | undefined;
  /** Hotkeys that committed this very model already. */
  readonly earlier: readonly { readonly hotkey: string; readonly block: number }[];
  /** Where the model will be served: what the commitment says besides model, revision and identity. */
  readonly place: Pick<CommittedDeployment, "chute_id" | "endpoint">;
  readonly size: DeploymentSize;
}

/**
 * Finds out what there is to do, and refuses what cannot end well. Nothing is changed anywhere.
 *
 * @throws AffineError `not_found` for an unregistered hotkey, `credentials_missing` without an account on the hub,
 * `hub_rejected` for a repository that is not one's own, `invalid_input` for a public repository that the model would
 * have to be uploaded to or a name that validators would not admit, `unsupported` where the host has no ids
 */
export async function planPush(options: PushOptions, model: ModelToPush): Promise<PushPlan> {
  const { chain, netuid, key, hub } = options;
  const account = await hub.whoAmI();
  const repo = model.kind === "repository" ? model.found.repo : repoFor(options, model, account);
  const place = placeOf(options, repo);
  const head = await chain.head();
  const { neurons } = await chain.metagraph(netuid, head);
  const uid = neurons.find(({ hotkey }) => hotkey === key.address)?.uid;
  if (uid === undefined && options.registerWith === undefined) throw unregistered(key.address, netuid);
  checkText(textOf({ model: repo, revision: "0".repeat(64), identity: model.identity.id, ...place }), uid, options);
  const found = model.kind === "repository" ? model.found : await describeOrNone(hub, repo);
  if (model.kind === "folder" || found?.private === true) await checkOwn(hub, repo, account, found !== undefined);
  if (found?.gated === true) throw gated(repo);
  const { changed, removed } = await toUpload(model, found);
  if (changed.length > 0 && found?.private === false) throw alreadyPublic(repo);
  const revealed = await chain.revealedCommitments(netuid, head);
  const { genesis } = await chain.health();
  return {
    model,
    repo,
    account,
    found,
    upload: changed,
    remove: removed,
    state: new PushStateFile(options.home, { genesis, netuid, hotkey: key.address, identity: model.identity.id, repo }),
    uid,
    present: latestReveal(revealed.get(key.address)),
    earlier: sameModel(revealed, model.identity.id, key.address),
    place,
    size: deploymentSize(model.weightBytes, options.size),
  };
}

/** The commitment's text. */
export function textOf(commitment: ModelCommitment): string {
  return JSON.stringify(commitment);
}

/** Each model has a repository of its own, so that a new one never touches one that is public or being served. */
function repoFor({ source, owner, key }: PushOptions, { identity }: ModelToPush, account: string | undefined): string {
  if (source.kind === "folder" && source.repo !== undefined) {
    parseRepoName(source.repo);
    return source.repo;
  }
  const whose = owner ?? account;
  if (whose === undefined) throw noAccount();
  return `${whose}/Affine-${key.address.slice(0, 12)}-${identity.id.slice(0, 12)}`;
}

function placeOf({ host, allowEndpoints, endpoint }: PushOptions, repo: string): PushPlan["place"] {
  const id = host.deploymentId(repo);
  if (id === undefined && !(allowEndpoints && endpoint !== undefined)) {
    throw new AffineError("unsupported", "This network admits models on Chutes only, since that pins what is served.", {
      hint: "Unset AFFINE_INFERENCE_URL, and set CHUTE_USER and CHUTES_API_KEY.",
    });
  }
  return {
    ...(id === undefined ? {} : { chute_id: id }),
    ...(allowEndpoints && endpoint !== undefined ? { endpoint } : {}),
  };
}

/** Holds the text against what validators take, with their own code. */
function checkText(text: string, uid: number | undefined, { allowEndpoints }: PushOptions): void {
  // A hotkey that is not registered yet will not be uid 0.
  const { fault } = readCommitment({ uid: uid ?? 1, text }, { allowEndpoints });
  if (fault === undefined) return;
  throw new AffineError("invalid_input", `Validators would not admit this: ${fault.detail} (${fault.reason}).`, {
    hint:
      fault.reason === "commitment_too_long"
        ? `Choose a shorter repository name with --repo: a commitment has at most ${MAX_COMMITMENT_BYTES} bytes.`
        : "Choose another repository name with --repo OWNER/affine-NAME.",
  });
}

async function describeOrNone(hub: ModelHub, repo: string): Promise<ModelRevision | undefined> {
  try {
    return await hub.describe(repo);
  } catch (error) {
    if (AffineError.isInstance(error) && error.code === "not_found") return undefined;
    throw error;
  }
}

async function checkOwn(hub: ModelHub, repo: string, account: string | undefined, exists: boolean): Promise<void> {
  if (account === undefined) throw noAccount();
  const owners = await hub.writableOwners();
  if (owners.includes(parseRepoName(repo).owner)) return;
  const what = exists ? "exists already and is not yours" : "would not be yours";
  throw new AffineError("hub_rejected", `The repository ${repo} ${what}: the token is ${account}'s.`, {
    hint: `Choose one below ${owners.join(" or ")} with --repo OWNER/affine-NAME, or set HF_USER.`,
  });
}

async function toUpload(
  model: ModelToPush,
  found: ModelRevision | undefined,
): Promise<{ changed: readonly LocalFile[]; removed: readonly string[] }> {
  if (model.kind === "repository") return { changed: [], removed: [] };
  if (found === undefined) return { changed: model.files, removed: [] };
  const here = new Set(model.files.map(({ path }) => path));
  const others = found.files.map(({ path }) => path).filter((path) => !here.has(path) && !KEPT.test(path));
  return differences(found.files, model.files, others);
}

function sameModel(
  revealed: ReadonlyMap<string, readonly RevealedCommitment[]>,
  identity: string,
  own: string,
): PushPlan["earlier"] {
  return [...revealed].flatMap(([hotkey, reveals]) => {
    if (hotkey === own) return [];
    const first = reveals.find(({ text }) => {
      const { commitment } = parseCommitment(text);
      return commitment !== undefined && identityOf(commitment) === identity;
    });
    return first === undefined ? [] : [{ hotkey, block: first.block }];
  });
}

function unregistered(address: string, netuid: number): AffineError {
  return new AffineError("not_found", `The hotkey ${address} is not registered in subnet ${netuid}.`, {
    hint: `Register it first: btcli subnet register --netuid ${netuid} --wallet.name … --wallet.hotkey …`,
  });
}

function noAccount(): AffineError {
  return new AffineError("credentials_missing", "Uploading needs an account on the model hub.", {
    hint: "Set HF_TOKEN in .env to a token with write access.",
  });
}

function gated(repo: string): AffineError {
  return new AffineError("invalid_input", `${repo} is gated: neither validators nor hosts could read it.`, {
    hint: "Switch gated access off in the repository's settings, or push into another repository.",
  });
}

function alreadyPublic(repo: string): AffineError {
  return new AffineError("invalid_input", `${repo} is public: whoever reads it could commit the model before you.`, {
    hint: "Nothing was sent. Leave --repo out (a new private repository is made), or make that one private first.",
  });
}
