import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { WebSocket } from "ws";
import { z } from "zod";

const headerSchema = z.object({ number: z.string() });

const SCRIPT = fileURLToPath(new URL("../../../ops/runtime-env.sh", import.meta.url));
/** Where the packages are put that serve it; nothing of the project. */
const FOLDER = process.env["AFFINE_TEST_CHOPSTICKS"] ?? join(tmpdir(), "affine-test-chopsticks");

/** A real runtime in a chain of one process (ops/runtime/serve.mjs). */
export class ServedRuntime {
  readonly url: string;
  readonly name: string;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, url: string, name: string) {
    this.#process = child;
    this.url = url;
    this.name = name;
  }

  /** @throws Error with what it wrote, where it does not start */
  static async start(runtime: string): Promise<ServedRuntime> {
    const { stdout } = await promisify(execFile)("bash", [SCRIPT, FOLDER]);
    const child = spawn(process.execPath, [stdout.trim(), runtime], {
      env: { ...process.env, LOG_LEVEL: "error" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('{"url"')) {
        said += `${line}\n`;
        continue;
      }
      child.stdout.resume();
      const { url, specName, specVersion } = JSON.parse(line) as Record<string, string>;
      return new ServedRuntime(child, String(url), `${String(specName)} ${String(specVersion)}`);
    }
    throw new Error(`${runtime} cannot be served: ${said.slice(-2_000)}`);
  }

  /** Blocks beyond those that transactions make, one by one, so that questions are answered in between. */
  async makeBlocks(count: number): Promise<void> {
    for (let made = 0; made < count; made += 1) await this.#ask("dev_newBlock", { count: 1 });
  }

  /** What `start_call` does a week after a subnet was registered, where no shorter delay can be set. */
  async startSubnet(netuid: number): Promise<void> {
    const { number } = headerSchema.parse(await this.#ask("chain_getHeader"));
    const SubtensorModule = {
      FirstEmissionBlockNumber: [[[netuid], Number(number) + 1]],
      SubtokenEnabled: [[[netuid], true]],
    };
    await this.#ask("dev_setStorage", { SubtensorModule });
  }

  async #ask(method: string, ...params: unknown[]): Promise<unknown> {
    const socket = new WebSocket(this.url);
    try {
      await once(socket, "open");
      socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
      const [data] = (await once(socket, "message")) as [Buffer];
      const { error, result } = JSON.parse(data.toString("utf8")) as { error?: { message: string }; result?: unknown };
      if (error !== undefined) throw new Error(`${method}: ${error.message}`);
      return result;
    } finally {
      socket.close();
    }
  }

  close(): void {
    this.#process.kill();
  }
}
