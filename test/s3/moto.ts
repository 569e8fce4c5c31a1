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

/**
 * moto's server, one request at a time: it looks whether an object is there and then writes it, two steps between which
 * another of its threads may write. Now and then two writers both win, and our probe refuses such a server by name.
 */
const ONE_AT_A_TIME = `
import threading
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

app = DomainDispatcherApplication(create_backend_app)
turn = threading.Lock()

def in_turn(environ, start_response):
    with turn:
        return app(environ, start_response)

run_simple("127.0.0.1", 0, in_turn, threaded=True)
`;

/** Starts a real moto server on a port that is free. @param programs the Python environment's folder of programs */
export async function startMoto(programs: string): Promise<Moto> {
  const server = spawn(join(programs, "python"), ["-c", ONE_AT_A_TIME], {
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
