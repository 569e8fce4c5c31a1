import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a model was asked: the conversation as it arrived. */
export type AskedMessages = readonly { readonly role: string; readonly content: unknown }[];

/** Passes requests on to a model's host, and remembers what was asked. */
export interface RecordingProxy {
  readonly baseUrl: string;
  readonly asked: AskedMessages[];
  /** What the host is given in the place of a message: it knows questions as they are, and nothing that wraps them. */
  unwrap: ((content: string) => string) | undefined;
  close(): Promise<void>;
}

export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const asked: AskedMessages[] = [];
  const reading: { unwrap: RecordingProxy["unwrap"] } = { unwrap: undefined };
  const server = createServer((request, response) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      let body = Buffer.concat(pieces).toString("utf8");
      if (request.url?.endsWith("/chat/completions") === true) {
        const sent = JSON.parse(body) as { messages: AskedMessages };
        asked.push(sent.messages);
        body = JSON.stringify({ ...sent, messages: sent.messages.map((one) => read(one, reading.unwrap)) });
      }
      const { origin } = new URL(target);
      const answer = await fetch(`${origin}${request.url ?? ""}`, {
        method: request.method ?? "GET",
        headers: { "content-type": "application/json", authorization: request.headers.authorization ?? "" },
        ...(body === "" ? {} : { body }),
      });
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
      response.end(Buffer.from(await answer.arrayBuffer()));
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${new URL(target).pathname}`,
    asked,
    get unwrap() {
      return reading.unwrap;
    },
    set unwrap(unwrap) {
      reading.unwrap = unwrap;
    },
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

function read(message: AskedMessages[number], unwrap: RecordingProxy["unwrap"]): AskedMessages[number] {
  const { role, content } = message;
  return unwrap !== undefined && role === "user" && typeof content === "string"
    ? { ...message, content: unwrap(content) }
    : message;
}
