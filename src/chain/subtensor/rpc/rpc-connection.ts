import type { WebSocket } from "ws";
import type { z } from "zod";
import type { AffineError } from "../../../core/index.ts";
import { errorMessage } from "../../../core/index.ts";
import { decodeError, readError, transportError } from "./rpc-errors.ts";
import { readMessage, type RpcError, type RpcMessage } from "./rpc-message.ts";

/** Metadata and metagraphs take about 1 MB of hexadecimal each. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
/** A connection on which nothing came for two of these is dead, whatever the operating system believes. */
const PING_MS = 10_000;
/** Notifications kept for a subscription whose own answer has not come yet: a node may send them in either order. */
const MAX_EARLY_NOTIFICATIONS = 64;

export interface RpcTimings {
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

interface Pending {
  readonly method: string;
  readonly settle: (outcome: { result: unknown } | { error: RpcError } | { failure: AffineError }) => void;
}

/** The outcome of a request: what the node answered, or how it refused. */
export type RpcAnswer = { readonly result: unknown; readonly error?: undefined } | { readonly error: RpcError };

/**
 * One WebSocket to one node. Answers are matched by id, so their order does not matter. Whatever goes wrong below
 * JSON-RPC ends it for good: a lost connection, no answer in time, a message that is no JSON-RPC.
 */
export class RpcConnection {
  readonly url: string;
  /** Resolves with the reason when the connection has ended. */
  readonly ended: Promise<AffineError>;
  readonly #socket: WebSocket;
  readonly #requestTimeoutMs: number;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, (result: unknown) => void>();
  readonly #early: { subscription: string; result: unknown }[] = [];
  readonly #heartbeat: NodeJS.Timeout;
  #resolveEnded: (reason: AffineError) => void = () => undefined;
  #failure: AffineError | undefined;
  #nextId = 1;
  #heardSincePing = true;

  private constructor(url: string, socket: WebSocket, requestTimeoutMs: number) {
    this.url = url;
    this.#socket = socket;
    this.#requestTimeoutMs = requestTimeoutMs;
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
    socket.on("message", (data: Buffer) => this.#receive(data));
    socket.on("pong", () => (this.#heardSincePing = true));
    socket.on("error", (error) => this.end(transportError(url, errorMessage(error), error)));
    socket.on("close", (code) => this.end(transportError(url, `the connection was closed (${code})`)));
    this.#heartbeat = setInterval(() => this.#beat(), PING_MS);
    this.#heartbeat.unref();
  }

  /** @throws AffineError `chain_transport` */
  static async open(url: string, timings: RpcTimings): Promise<RpcConnection> {
    // Loaded on first use: commands that never speak to the network do not pay for it.
    const { WebSocket } = await import("ws");
    const socket = new WebSocket(url, {
      handshakeTimeout: timings.connectTimeoutMs,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", (error) => {
        reject(transportError(url, errorMessage(error), error));
      });
    });
    return new RpcConnection(url, socket, timings.requestTimeoutMs);
  }

  get isOpen(): boolean {
    return this.#failure === undefined;
  }

  /**
   * A read.
   *
   * @throws AffineError `chain_transport`, `not_found` for a block that the node does not have, `chain_decode`.
   */
  async request<T>(method: string, params: readonly unknown[], schema: z.ZodType<T>): Promise<T> {
    const answer = await this.ask(method, params);
    if (answer.error !== undefined) throw readError(this.url, method, answer.error);
    const parsed = schema.safeParse(answer.result);
    if (parsed.success) return parsed.data;
    throw decodeError(this.url, `its answer to ${method} has an unknown form`, parsed.error);
  }

  /** The node's answer, refusals included. @throws AffineError `chain_transport`, `chain_decode` when the connection ends. */
  ask(method: string, params: readonly unknown[]): Promise<RpcAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      const id = this.#nextId++;
      const timeout = setTimeout(() => {
        this.end(transportError(this.url, `no answer to ${method} within ${this.#requestTimeoutMs} ms`));
      }, this.#requestTimeoutMs);
      this.#pending.set(id, {
        method,
        settle: (outcome) => {
          clearTimeout(timeout);
          this.#pending.delete(id);
          if ("failure" in outcome) reject(outcome.failure);
          else resolve(outcome);
        },
      });
      this.#socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    });
  }

  /** Subscribes for as long as the connection lives. */
  async subscribe(method: string, schema: z.ZodType<string>, listener: (result: unknown) => void): Promise<void> {
    const subscription = await this.request(method, [], schema);
    this.#listeners.set(subscription, listener);
    for (const early of this.#early.splice(0)) {
      if (early.subscription === subscription) listener(early.result);
      else this.#early.push(early);
    }
  }

  /** Ends the connection; what was asked and not answered fails with `reason`. Further calls do nothing. */
  end(reason: AffineError): void {
    if (this.#failure !== undefined) return;
    this.#failure = reason;
    clearInterval(this.#heartbeat);
    for (const { settle } of [...this.#pending.values()]) settle({ failure: reason });
    this.#socket.terminate();
    this.#resolveEnded(reason);
  }

  #receive(data: Buffer): void {
    this.#heardSincePing = true;
    const message = readMessage(data.toString("utf8"));
    if (message === undefined) this.end(decodeError(this.url, "it sends what is no JSON-RPC"));
    else this.#dispatch(message);
  }

  #dispatch(message: RpcMessage): void {
    if (message.kind === "notification") {
      const listener = this.#listeners.get(message.subscription);
      if (listener !== undefined) listener(message.result);
      else if (this.#early.length < MAX_EARLY_NOTIFICATIONS) this.#early.push(message);
      return;
    }
    const pending = this.#pending.get(message.id);
    pending?.settle(message.error === undefined ? { result: message.result } : { error: message.error });
  }

  #beat(): void {
    if (!this.#heardSincePing) {
      this.end(transportError(this.url, `nothing came for ${2 * PING_MS} ms`));
      return;
    }
    this.#heardSincePing = false;
    this.#socket.ping();
  }
}
