import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";

/** What a program that got out would change: descriptors, children, sockets, environment and files around us. */
export interface HostState {
  readonly descriptors: number;
  readonly children: readonly string[];
  readonly sockets: number;
  readonly environment: string;
  readonly files: readonly string[];
}

/** Observes this process, or another of the same machine (Linux). */
export function hostState(processId: number | "self" = "self"): HostState {
  const folder = `/proc/${processId}`;
  const links = readdirSync(`${folder}/fd`);
  return {
    descriptors: links.length,
    children: childrenOf(processId === "self" ? process.pid : processId),
    sockets: tableLines("tcp") + tableLines("tcp6") + tableLines("udp"),
    environment: JSON.stringify(process.env),
    files: [process.cwd(), tmpdir()].flatMap((path) =>
      readdirSync(path)
        .filter((name) => !isOurs(name))
        .sort(),
    ),
  };
}

/** Process ids of direct children, from the kernel. */
export function childrenOf(processId: number): string[] {
  return readdirSync(`/proc/${processId}/task`)
    .flatMap((task) => readFileSync(`/proc/${processId}/task/${task}/children`, "utf8").split(" "))
    .filter((id) => id.trim() !== "");
}

/** Whether a process exists. */
export function alive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}

/** Lines that belong to this process group are not told apart: a table only has to stay as it was. */
function tableLines(name: string): number {
  return readFileSync(`/proc/self/net/${name}`, "utf8").split("\n").length;
}

/** Other processes come and go in the temporary folder: only names that an escape would make count. */
function isOurs(name: string): boolean {
  return !name.startsWith("escape");
}
