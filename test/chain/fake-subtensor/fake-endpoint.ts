import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import type { FakeBlock, FakeChain, Refusal } from "./fake-chain.ts";
import { answer, FakeRpcError, headerOf, headsOf, type NodeView } from "./fake-rpc.ts";

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: unknown[];
}

/**
 * A FAKE node on the loopback address: serves a {@link FakeChain} by JSON-RPC, and misbehaves as told. Several of them
 * may serve one chain.
 */
export class FakeEndpoint {
  readonly url: string;
  /** Method of every request, in order. */
  readonly requests: string[] = [];
  /** Refusals of the next author_submitExtrinsic, whatever they carry. */
  readonly refusals: Refusal[] = [];
  /** Sees no block after this one. */
  visible = Infinity;
  /** Answers are kept and sent in reverse, so many at a time; notifications go out before them. */
  reverseBy = 1;
  /** Lies: what it says instead of a result. */
  rewrite: ((method: string, params: readonly unknown[], result: unknown) => unknown) | undefined;
  /** Characters of all answers. */
  sentBytes = 0;
  /** Methods that it does not know, as nodes that close some. */
  readonly lacks = new Set<string>();
  /** Said instead of every answer. */
  garbage: string | undefined;
  readonly #chain: FakeChain;
  readonly #server: WebSocketServer;
  readonly #sockets = new Set<WebSocket>();
  readonly #followers = new Map<string, { socket: WebSocket; kind: "best" | "final"; told: number }>();
  readonly #onBlock = (): void => this.#tell();
  #kept: (() => void)[] = [];
  #nextSubscription = 1;
  #fault: ((request: Request, socket: WebSocket, serve: () => void) => boolean) | undefined;

  private constructor(chain: FakeChain, server: WebSocketServer) {
    this.#chain = chain;
    this.#server = server;
    this.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    chain.events.on("block", this.#onBlock);
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("message", (data: Buffer) => this.#receive(socket, JSON.parse(data.toString("utf8")) as Request));
    });
  }

  static async start(chain: FakeChain, port = 0): Promise<FakeEndpoint> {
    const server = new WebSocketServer({ host: "127.0.0.1", port });
    await once(server, "listening");
    return new FakeEndpoint(chain, server);
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** Cuts every connection; new ones are taken. */
  drop(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Dies: cuts every connection and listens no more. */
  async close(): Promise<void> {
    this.#chain.events.off("block", this.#onBlock);
    this.drop();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** The connection dies at the next request of this method, before or after the node has acted on it. */
  dieAt(method: string, when: "before" | "after"): void {
    this.#fault = (request, socket) => {
      if (request.method !== method) return false;
      // Acted on, whatever came of it: a refusal is lost as well.
      if (when === "after") this.#reply(socket, request);
      socket.terminate();
      return true;
    };
  }

  /** The next request of this method is not answered; resolves when it has come. */
  swallow(method: string): Promise<void> {
    return new Promise((resolve) => {
      this.#fault = (request) => {
        if (request.method === method) resolve();
        return request.method === method;
      };
    });
  }

  /** The next request of this method is answered when the returned function is called; it resolves when it has come. */
  hold(method: string): { arrived: Promise<void>; release: () => void } {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const arrived = new Promise<void>((resolve) => {
      this.#fault = (request, _socket, serve) => {
        if (request.method !== method) return false;
        void released.then(serve);
        resolve();
        return true;
      };
    });
    return { arrived, release };
  }

  /** The next request of this method gets a text instead of an answer. */
  sayAt(method: string, text: string): void {
    this.#fault = (request, socket) => {
      if (request.method === method) socket.send(text);
      return request.method === method;
    };
  }

  /** The next request of this method gets this result. */
  resultAt(method: string, result: unknown): void {
    this.#fault = (request, socket) => {
      if (request.method === method) socket.send(JSON.stringify({ jsonrpc: "2.0", id: request.id, result }));
      return request.method === method;
    };
  }

  get #view(): NodeView {
    return { chain: this.#chain, visible: () => this.visible };
  }

  #receive(socket: WebSocket, request: Request): void {
    this.requests.push(request.method);
    if (this.garbage !== undefined) {
      socket.send(this.garbage);
      return;
    }
    const fault = this.#fault;
    const serve = (): void => this.#serve(socket, request);
    if (fault?.(request, socket, serve) === true) {
      this.#fault = undefined;
      return;
    }
    serve();
  }

  #serve(socket: WebSocket, request: Request): void {
    const reply = this.#reply(socket, request);
    this.#kept.push(() => {
      const text = JSON.stringify({ jsonrpc: "2.0", id: request.id, ...reply });
      this.sentBytes += text.length;
      socket.send(text);
    });
    // What was kept goes out at the end of the turn at the latest: nobody waits for a full batch.
    if (this.#kept.length >= this.reverseBy) this.#flush();
    else setImmediate(() => this.#flush());
  }

  #flush(): void {
    for (const send of this.#kept.splice(0).reverse()) send();
  }

  #reply(socket: WebSocket, { method, params }: Request): { result: unknown } | { error: unknown } {
    if (method === "chain_subscribeNewHeads" || method === "chain_subscribeFinalizedHeads") {
      const subscription = `subscription-${this.#nextSubscription++}`;
      const kind = method === "chain_subscribeNewHeads" ? "best" : "final";
      const heads = headsOf(this.#view);
      this.#followers.set(subscription, { socket, kind, told: heads[kind].number });
      this.#notify(subscription, socket, heads[kind]);
      return { result: subscription };
    }
    const refusal = method === "author_submitExtrinsic" ? this.refusals.shift() : undefined;
    if (refusal !== undefined) return { error: refusal };
    if (this.lacks.has(method)) return { error: { code: -32_601, message: "Method not found" } };
    try {
      const result = answer(this.#view, method, params);
      return { result: this.rewrite === undefined ? result : this.rewrite(method, params, result) };
    } catch (thrown) {
      if (!(thrown instanceof FakeRpcError)) throw thrown;
      const { code, message, data } = thrown;
      return { error: { code, message, ...(data === undefined ? {} : { data }) } };
    }
  }

  #tell(): void {
    const heads = headsOf(this.#view);
    for (const [subscription, follower] of this.#followers) {
      if (follower.told >= heads[follower.kind].number) continue;
      follower.told = heads[follower.kind].number;
      this.#notify(subscription, follower.socket, heads[follower.kind]);
    }
  }

  #notify(subscription: string, socket: WebSocket, block: FakeBlock): void {
    const params = { subscription, result: headerOf(block) };
    socket.send(JSON.stringify({ jsonrpc: "2.0", method: "chain_newHead", params }));
  }
}
