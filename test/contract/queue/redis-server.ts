import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A Redis of one's own on a free port of loopback. */
export class RedisServer {
  readonly port: number;
  readonly #program: string;
  readonly #folder: string;
  readonly #alsoAt: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(program: string, folder: string, port: number, alsoAt: readonly string[]) {
    this.#program = program;
    this.#folder = folder;
    this.port = port;
    this.#alsoAt = alsoAt;
  }

  /** @param alsoAt addresses besides loopback */
  static async start(program: string, alsoAt: readonly string[] = []): Promise<RedisServer> {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, "close");
    const server = new RedisServer(program, await mkdtemp(join(tmpdir(), "affine-redis-")), port, alsoAt);
    await server.run();
    return server;
  }

  url(prefix: string, host = "127.0.0.1"): string {
    return `redis://${host}:${this.port}/0?prefix=${prefix}`;
  }

  /** Starts it, empty: it keeps nothing on disk. */
  async run(more: readonly string[] = []): Promise<void> {
    const options = [
      "--port",
      String(this.port),
      "--bind",
      "127.0.0.1",
      ...this.#alsoAt,
      ...(this.#alsoAt.length === 0 ? [] : ["--protected-mode", "no"]),
      "--save",
      "",
      "--appendonly",
      "no",
      "--dir",
      this.#folder,
      ...more,
    ];
    this.#process = spawn(this.#program, options, { stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface({ input: this.#process.stdout! });
    await new Promise<void>((resolve, reject) => {
      this.#process?.once("error", reject);
      this.#process?.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
      lines.on("line", (line) => {
        if (line.includes("Ready to accept connections")) resolve();
      });
    });
  }

  /** It keeps its connections, and answers nobody until it is resumed. */
  pause(): Promise<void> {
    this.#process?.kill("SIGSTOP");
    return Promise.resolve();
  }

  resume(): Promise<void> {
    this.#process?.kill("SIGCONT");
    return Promise.resolve();
  }

  async kill(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    running.removeAllListeners("exit");
    const gone = once(running, "exit");
    running.kill("SIGKILL");
    await gone;
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
