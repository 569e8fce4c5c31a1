import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";

/** What code in the child process itself could still do, if the interpreter's gate had a hole. */
export interface ReachableFromChild {
  readonly readsForeignFiles: boolean;
  readonly writesFiles: boolean;
  readonly opensSockets: boolean;
  readonly startsProcesses: boolean;
  readonly environmentVariables: number;
}

/** Tries each of them. */
export async function probeWalls(): Promise<ReachableFromChild> {
  return {
    readsForeignFiles: works(() => readFileSync("/etc/passwd")) || works(() => readdirSync("/proc/1")),
    writesFiles: works(() => {
      writeFileSync("probe", "");
    }),
    opensSockets: await canListen(),
    startsProcesses: await canSpawn(),
    environmentVariables: Object.keys(process.env).length,
  };
}

function works(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch (error) {
    // Any refusal will do: the permission flag's, the file system's, the seccomp filter's.
    return !(error instanceof Error);
  }
}

function canListen(): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => {
      resolve(false);
    });
    server.listen(0, "127.0.0.1", () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

async function canSpawn(): Promise<boolean> {
  const { spawnSync } = await import("node:child_process");
  return works(() => {
    const { error } = spawnSync(process.execPath, ["--version"]);
    if (error !== undefined) throw error;
  });
}
