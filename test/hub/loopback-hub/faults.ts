import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * What goes wrong with a request:
 * - `reset`: the connection is cut before the request is looked at
 * - `lost`: the request takes effect, and the connection is cut instead of an answer
 * - `cut`: half of the answer's body is sent, then the connection is cut
 * - `busy`: 429 with Retry-After
 * - `broken`: 503
 * - `garbage`: 200 and something that is no JSON
 * - `expired`: 403, as storage says when a signed address has run out
 * - `damaged`: the answer's body has its first byte changed
 */
export type Fault = "reset" | "lost" | "cut" | "busy" | "broken" | "garbage" | "expired" | "damaged";

/** A request as it came in, numbered over both servers. */
export interface Seen {
  readonly index: number;
  readonly server: "hub" | "storage";
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
}

export type FaultPlan = (seen: Seen) => Fault | undefined;

/** An answer before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** For large bodies, instead of `body`; `content-length` must be among the headers. */
  readonly stream?: AsyncIterable<Buffer>;
}

/** Answers at once what a fault decides without the request being looked at. */
export function refusedBy(fault: Fault | undefined): Answer | undefined {
  if (fault === "busy") return { status: 429, headers: { "retry-after": "0" }, body: '{"error":"Too many requests"}' };
  if (fault === "broken") return { status: 503, body: "upstream" };
  if (fault === "garbage") return { status: 200, body: "<html>captive portal</html>" };
  if (fault === "expired") return { status: 403, body: "<Error><Message>Request has expired</Message></Error>" };
  return undefined;
}

/** Sends an answer, as a fault lets it. */
export async function send(answer: Answer, response: ServerResponse, fault: Fault | undefined): Promise<void> {
  if (fault === "lost") {
    response.socket?.destroy();
    return;
  }
  const { status, headers = {}, body = "", stream } = answer;
  const whole = Buffer.from(body);
  response.writeHead(status, { "content-length": String(whole.length), ...headers });
  if (response.req.method === "HEAD") {
    response.end();
    return;
  }
  if (stream === undefined) {
    if (fault === "cut") {
      response.write(whole.subarray(0, whole.length / 2), () => response.socket?.destroy());
      return;
    }
    if (fault === "damaged" && whole.length > 0) whole[0] = (whole[0] ?? 0) ^ 0xff;
    response.end(whole);
    return;
  }
  const length = Number(headers["content-length"]);
  let sent = 0;
  for await (const chunk of stream) {
    if (response.destroyed) return;
    if (fault === "damaged" && sent === 0) chunk[0] = (chunk[0] ?? 0) ^ 0xff;
    sent += chunk.length;
    if (fault === "cut" && sent * 2 >= length) {
      response.write(chunk.subarray(0, chunk.length / 2), () => response.socket?.destroy());
      return;
    }
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off("drain", go).off("close", go);
      resolve();
    };
    response.on("drain", go).on("close", go);
  });
}
