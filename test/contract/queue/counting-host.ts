import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A host of models that counts, for each miner, how many requests it has open: what a limit is worth is seen there. */
export class CountingHost {
  readonly url: string;
  /** Most requests at once, by path. */
  readonly most = new Map<string, number>();
  answers = 0;
  readonly #open = new Map<string, number>();
  readonly #close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  /** @param answerMs how long the n-th answer takes @param address where it listens */
  static async start(answerMs: (n: number) => number, address = "127.0.0.1"): Promise<CountingHost> {
    const server = createServer();
    server.listen(0, address);
    await once(server, "listening");
    const host = new CountingHost(`http://${address}:${(server.address() as AddressInfo).port}`, async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    });
    let n = 0;
    server.on("request", (request, response) => {
      const [, miner = ""] = /^\/(\d+)\//.exec(request.url ?? "") ?? [];
      host.#count(miner, 1);
      response.once("close", () => host.#count(miner, -1));
      request.resume();
      const timer = setTimeout(
        () => {
          const chunk = { choices: [{ index: 0, delta: { content: "no answer" }, finish_reason: "stop" }] };
          response.writeHead(200, { "content-type": "text/event-stream" });
          response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
          host.answers += 1;
        },
        answerMs((n += 1)),
      );
      response.once("close", () => clearTimeout(timer));
    });
    return host;
  }

  close(): Promise<void> {
    return this.#close();
  }

  #count(miner: string, by: number): void {
    const open = (this.#open.get(miner) ?? 0) + by;
    this.#open.set(miner, open);
    this.most.set(miner, Math.max(open, this.most.get(miner) ?? 0));
  }
}
