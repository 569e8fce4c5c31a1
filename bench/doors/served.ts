import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";

/** A server in a process of its own. */
export interface Served {
  readonly url: string;
  /** Memory that the process holds now, bytes. Linux only. */
  residentBytes(): number;
  close(): Promise<void>;
}

/** A server that does not stop when it is told to is ended after this. */
const STOP_MS = 15_000;
/** A program that serves nothing by then never will. */
const START_MS = 120_000;

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a program that serves a port, and waits until something answers there. */
export async function serveProgram(command: readonly string[], port: number, probe: string): Promise<Served> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + START_MS;
  for (;;) {
    if (performance.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`${command.join(" ")} serves nothing after ${START_MS} ms.`);
    }
    if (child.exitCode !== null) throw new Error(`${command.join(" ")} ended with ${child.exitCode}.`);
    if (await answers(`${url}${probe}`)) return { url, ...handle(child) };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function handle(child: ChildProcess): Omit<Served, "url"> {
  return {
    residentBytes() {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024;
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill();
      const killing = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(killing);
    },
  };
}
