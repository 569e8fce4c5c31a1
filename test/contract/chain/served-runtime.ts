import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { WebSocket } from "ws";

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
    const socket = new WebSocket(this.url);
    try {
      await once(socket, "open");
      for (let made = 0; made < count; made += 1) {
        socket.send(JSON.stringify({ jsonrpc: "2.0", id: made, method: "dev_newBlock", params: [{ count: 1 }] }));
        const [data] = (await once(socket, "message")) as [Buffer];
        const { error } = JSON.parse(data.toString("utf8")) as { error?: { message: string } };
        if (error !== undefined) throw new Error(`no block was made: ${error.message}`);
      }
    } finally {
      socket.close();
    }
  }

  close(): void {
    this.#process.kill();
  }
}
