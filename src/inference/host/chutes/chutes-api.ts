import { faultsOf } from "../../../core/index.ts";
import type { AffineError } from "../../../core/index.ts";
import { hostFailure } from "../host-failure.ts";
import { hostRequest, type HostResponse } from "../host-request.ts";
import { retrying } from "../retrying.ts";
import { chuteDocumentSchema, type ChuteDocument } from "./chute-document.ts";
import { chutesFailure } from "./chutes-failure.ts";
import { CHUTES_API_URL, type ChutesSettings } from "./chutes-settings.ts";
import { requestHeaders } from "./request-headers.ts";

/** A chute's source may be as long as this; the host itself takes no more than 10,000 characters of a miner's. */
const MAX_SOURCE_BYTES = 200_000;
/** A deployment may take the host a while: it looks at the model first. */
const DEPLOY_TIMEOUT_MS = 120_000;

/** The calls of the management API that are used here, each with its failures named. */
export class ChutesApi {
  readonly host: string;
  readonly settings: ChutesSettings;
  readonly #base: string;

  constructor(settings: ChutesSettings) {
    this.settings = settings;
    this.#base = (settings.apiUrl ?? CHUTES_API_URL).replace(/\/+$/, "");
    this.host = new URL(this.#base).host;
  }

  /** The chute as the host knows it; `undefined` where there is none that this account may see. */
  async chute(id: string, signal?: AbortSignal): Promise<ChuteDocument | undefined> {
    const response = await this.#get(`/chutes/${encodeURIComponent(id)}`, "look up the chute", signal);
    return response === undefined ? undefined : this.document(response);
  }

  /** The Python source that the chute runs; `undefined` where this account may not see it. */
  async source(id: string, signal?: AbortSignal): Promise<string | undefined> {
    const path = `/chutes/code/${encodeURIComponent(id)}`;
    return (await this.#get(path, "show the chute's source", signal, MAX_SOURCE_BYTES))?.text;
  }

  /** `POST /chutes/`. The response whatever its status, so that the caller can tell a repetition from a refusal. */
  create(body: string, acceptFee: boolean, signal: AbortSignal | undefined): Promise<HostResponse> {
    return hostRequest({
      url: `${this.#base}/chutes/?accept_fee=${acceptFee}`,
      method: "POST",
      headers: requestHeaders(this.settings, { body, purpose: "chutes" }),
      body,
      signal,
      timeoutMs: DEPLOY_TIMEOUT_MS,
    });
  }

  /** Address and headers of the stream that warms a chute up. */
  warmUpRequest(id: string): { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
    return {
      url: `${this.#base}/chutes/warmup/${encodeURIComponent(id)}`,
      headers: { ...requestHeaders(this.settings, { purpose: "chutes" }), accept: "text/event-stream" },
    };
  }

  /** @throws AffineError `inference_protocol` */
  document(response: Pick<HostResponse, "text">): ChuteDocument {
    let value: unknown;
    try {
      value = JSON.parse(response.text);
    } catch (thrown) {
      if (!(thrown instanceof SyntaxError)) throw thrown;
      throw this.#nonsense("it is not JSON");
    }
    const parsed = chuteDocumentSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw this.#nonsense(faultsOf(parsed.error, value));
  }

  failure(response: HostResponse, what: string): AffineError {
    return chutesFailure(response, { host: this.host, what, settings: this.settings });
  }

  async #get(
    path: string,
    what: string,
    signal: AbortSignal | undefined,
    maxBytes?: number,
  ): Promise<HostResponse | undefined> {
    return retrying(
      async () => {
        const response = await hostRequest({
          url: `${this.#base}${path}`,
          method: "GET",
          headers: requestHeaders(this.settings, { purpose: "chutes" }),
          signal,
          ...(maxBytes === undefined ? {} : { maxBytes }),
        });
        if (response.status === 200) return response;
        if (response.status === 404) return undefined;
        throw this.failure(response, what);
      },
      { policy: this.settings.retry, signal },
    );
  }

  #nonsense(why: string): AffineError {
    return hostFailure("inference_protocol", this.host, "described a chute in a way that makes no sense", {
      said: why,
      hint: "Check CHUTES_API_URL. If it is right, the host's API has changed: update af.",
    });
  }
}
