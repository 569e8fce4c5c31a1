import { AffineError } from "../core/index.ts";
import { identityOnHub, type ModelHub, type ModelRevision } from "../hub/index.ts";
import type { InferenceHost } from "../inference/host/index.ts";
import type { CommitmentFault, ModelCommitment } from "../roster/commitment.ts";
import { endpointBaseUrl } from "../roster/endpoint.ts";
import type { AdmissionLimits } from "./admission-limits.ts";
import { admissionFault } from "./fault.ts";
import { inspectModel, type ModelFacts } from "./inspect-model.ts";
import { hubSource } from "./model-source.ts";

/** What is asked about a commitment. */
export interface InspectionContext {
  readonly hub: ModelHub;
  readonly host: InferenceHost;
  readonly limits: AdmissionLimits;
  readonly signal?: AbortSignal | undefined;
}

/** What was found out about a commitment that is admitted. */
export interface AdmissionFacts {
  /** Of its files; `null` where a commitment names a server and no identity, which local networks take. */
  readonly model: (ModelFacts & { readonly identity: string }) | null;
  /** Where it is asked. */
  readonly baseUrl: string;
  /** Deployment on the host and its version; `null` for a server that the commitment names. */
  readonly deployment: { readonly id: string; readonly version: string | null } | null;
}

export type Inspection =
  | { readonly facts: AdmissionFacts; readonly fault?: undefined }
  | { readonly fault: CommitmentFault; readonly facts?: undefined };

export type HubInspection =
  | { readonly facts: ModelFacts & { readonly identity: string }; readonly fault?: undefined }
  | { readonly fault: CommitmentFault; readonly facts?: undefined };

/**
 * Everything that validators check about a commitment beyond its text: the repository is there at that revision and
 * open to everybody, its content is the one committed, the model is of a size and kind that is admitted, its chat
 * template cannot work on questions, and the host serves exactly that revision, hot.
 *
 * @param onHub looks at the repository; an inspector's remembers what it saw
 * @throws AffineError for what is no fault of the miner: the hub or the host cannot be asked at the moment. Try again.
 */
export async function inspectCommitment(
  commitment: ModelCommitment,
  context: InspectionContext,
  onHub: typeof inspectOnHub = inspectOnHub,
): Promise<Inspection> {
  const named = commitment.endpoint !== undefined && commitment.identity === undefined;
  const model = named ? undefined : await onHub(commitment, context);
  if (model?.fault !== undefined) return { fault: model.fault };
  const served = await inspectOnHost(commitment, context);
  if (served.fault !== undefined) return served;
  return { facts: { model: model?.facts ?? null, ...served.facts } };
}

/** The half that follows from the repository: the same for ever, once it was found. */
export async function inspectOnHub(
  commitment: ModelCommitment,
  { hub, limits, signal }: InspectionContext,
): Promise<HubInspection> {
  const described = await describe(commitment, hub);
  if ("reason" in described) return { fault: described };
  const { identity } = commitment;
  if (identity === undefined) {
    return refused("bad_identity", "the commitment carries no identity, which says what its repository holds");
  }
  const found = await identityOf(commitment, described, hub, signal);
  if (typeof found !== "string") return { fault: found };
  if (found !== identity) {
    return refused(
      "identity_mismatch",
      `the repository's content is ${found.slice(0, 16)}…, committed was ${identity.slice(0, 16)}…`,
    );
  }
  const inspected = await inspectModel(hubSource(hub, described, signal), limits);
  return "facts" in inspected ? { facts: { ...inspected.facts, identity } } : { fault: inspected.fault };
}

async function describe(commitment: ModelCommitment, hub: ModelHub): Promise<ModelRevision | CommitmentFault> {
  const { model, revision } = commitment;
  try {
    const described = await hub.describe(model, revision);
    if (described.private) return admissionFault("repo_private", `the repository ${model} is private`);
    if (described.gated)
      return admissionFault("repo_gated", `the repository ${model} is gated: not everybody may read it`);
    if (described.revision === revision) return described;
    return admissionFault("repo_not_found", `${revision} is no commit of ${model}, but a name of one`);
  } catch (thrown) {
    const fault = AffineError.isInstance(thrown) ? faultOf(thrown, commitment) : undefined;
    if (fault === undefined) throw thrown;
    return fault;
  }
}

/** What a hub's refusal means for a commitment; `undefined` where it says nothing about it. */
function faultOf(error: AffineError, { model, revision }: ModelCommitment): CommitmentFault | undefined {
  if (error.code === "not_found") {
    return admissionFault("repo_not_found", `there is no ${model} at ${revision.slice(0, 12)}…, or no such repository`);
  }
  if (error.code === "credentials_missing") {
    return admissionFault("repo_private", `the repository ${model} is private, gated or not there`);
  }
  if (error.code === "hub_rejected") {
    return admissionFault("repo_gated", `the hub does not hand out ${model}: ${error.message}`);
  }
  return error.code === "invalid_input" ? admissionFault("bad_model", error.message) : undefined;
}

async function identityOf(
  { model }: ModelCommitment,
  described: ModelRevision,
  hub: ModelHub,
  signal: AbortSignal | undefined,
): Promise<string | CommitmentFault> {
  try {
    return (await identityOnHub(hub, model, described, signal === undefined ? {} : { signal })).id;
  } catch (thrown) {
    if (!AffineError.isInstance(thrown) || thrown.code !== "invalid_input") throw thrown;
    return admissionFault("not_a_model", thrown.message);
  }
}

type HostInspection =
  | { readonly facts: Pick<AdmissionFacts, "baseUrl" | "deployment">; readonly fault?: undefined }
  | { readonly fault: CommitmentFault; readonly facts?: undefined };

/** The half that may change at any time: who serves the model now. */
export async function inspectOnHost(
  commitment: ModelCommitment,
  { host, signal }: Pick<InspectionContext, "host" | "signal">,
): Promise<HostInspection> {
  const { model, revision, endpoint, chute_id: committed } = commitment;
  if (endpoint !== undefined && committed === undefined) {
    return { facts: { baseUrl: endpointBaseUrl(endpoint), deployment: null } };
  }
  const found = await host.find(commitment, signal === undefined ? {} : { signal }).catch((thrown: unknown) => {
    if (AffineError.isInstance(thrown) && thrown.code === "not_found") return undefined;
    throw thrown;
  });
  if (found === undefined) {
    const id = commitment.chute_id === undefined ? "" : ` as ${commitment.chute_id}`;
    return refused("no_host", `the ${host.name} host has no deployment of ${model}${id}`);
  }
  if (found.model !== model) return refused("host_other_model", `the deployment serves ${found.model}, not ${model}`);
  if (found.revision !== null && found.revision !== revision) {
    return refused("host_other_revision", `the deployment serves the revision ${found.revision.slice(0, 12)}…`);
  }
  if (found.revision === null && host.name !== "openai") {
    return refused("host_other_revision", "the deployment pins no revision");
  }
  if (found.doubt !== undefined) return refused("host_doubt", `something else may answer there: ${found.doubt}`);
  if (!found.hot) return refused("host_cold", "no instance of the deployment is up");
  return { facts: { baseUrl: found.baseUrl, deployment: { id: found.id, version: found.version } } };
}

function refused(...of: Parameters<typeof admissionFault>): { readonly fault: CommitmentFault } {
  return { fault: admissionFault(...of) };
}
