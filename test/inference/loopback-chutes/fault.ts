import type { IncomingMessage, ServerResponse } from "node:http";

/** A request that goes wrong instead of being answered. */
export type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** The connection dies before an answer, but what was asked for was done. */
  | { readonly kind: "lost" }
  /** The connection dies after the first bytes. */
  | { readonly kind: "cut" }
  /** Headers, then nothing more. */
  | { readonly kind: "hang" }
  | { readonly kind: "garbage" }
  /** Ten megabytes where a small document belongs. */
  | { readonly kind: "huge" };

/** Answers with the fault. */
export function misbehave(
  fault: Exclude<Fault, { kind: "lost" }>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const isStream = request.url?.includes("/warmup/") === true;
  const type = { "content-type": isStream ? "text/event-stream" : "application/json" };
  switch (fault.kind) {
    case "status":
      response.writeHead(fault.status, { "content-type": "application/json", ...fault.headers });
      response.end(fault.body ?? '{"detail":"no"}');
      return;
    case "cut":
      response.writeHead(200, type);
      response.write(isStream ? 'data: {"status": "cold", "log": "waiting ' : '{"chute_id": "', () => {
        response.destroy();
      });
      return;
    case "hang":
      response.writeHead(200, type);
      response.flushHeaders();
      return;
    case "garbage":
      response.writeHead(200, type);
      response.end(isStream ? "data: }{\n\ndata: [1\n\n: hm\n\nrubbish\n\n" : "<html>gateway</html>");
      return;
    case "huge":
      response.writeHead(200, type);
      response.end(`"${"x".repeat(10_000_000)}"`);
  }
}
