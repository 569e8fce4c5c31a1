import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { AwsV4Signer } from "aws4fetch";

export interface Moto {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export const MOTO_KEYS = { accessKeyId: "testing", secretAccessKey: "testing" };

/** Starts a real `moto_server` on a port that is free. @param programs the Python environment's folder of programs */
export async function startMoto(programs: string): Promise<Moto> {
  const server = spawn(join(programs, "moto_server"), ["-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    const reading = createInterface({ input: server.stderr });
    reading.on("line", (line) => {
      if (lines.length < 50) lines.push(line);
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`moto_server ended with ${code}: ${lines.join("\n")}`)));
  });
  return {
    url,
    async close() {
      server.removeAllListeners("exit");
      const gone = once(server, "exit");
      server.kill("SIGTERM");
      await gone;
    },
  };
}

/** Makes a bucket. */
export async function makeBucket(url: string, bucket: string): Promise<void> {
  const signer = new AwsV4Signer({
    method: "PUT",
    url: `${url}/${bucket}`,
    service: "s3",
    region: "us-east-1",
    ...MOTO_KEYS,
  });
  const { headers } = await signer.sign();
  const response = await fetch(`${url}/${bucket}`, { method: "PUT", headers });
  if (!response.ok) throw new Error(`moto_server answered ${response.status}: ${await response.text()}`);
}
