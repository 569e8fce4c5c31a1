import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BenchResult } from "../bench-result.ts";
import { runChild } from "../run-child.ts";
import { SIZES } from "./sizes.ts";

const run = promisify(execFile);

interface Puts {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Many small objects put with our client and with Amazon's, each in a process of its own, to one server on loopback. */
export async function smallPuts(): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "affine-bench-aws-"));
  try {
    await cp(new URL("aws-client/", import.meta.url), folder, { recursive: true });
    await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], { cwd: folder });
  } catch (error) {
    process.stderr.write(`NOT MEASURED: small puts: Amazon's client could not be installed (${String(error)}).\n`);
    await rm(folder, { recursive: true });
    return [];
  }
  const server = fork(fileURLToPath(new URL("s3-child.ts", import.meta.url)), { execArgv: process.execArgv });
  try {
    const [{ url, accessKeyId, secretAccessKey }] = (await once(server, "message")) as [
      { url: string; accessKeyId: string; secretAccessKey: string },
    ];
    const about = [url, "records", String(SIZES.puts), String(SIZES.putsAtOnce), accessKeyId, secretAccessKey];
    const ours = await runChild<Puts>(new URL("puts-child.ts", import.meta.url), about);
    const { stdout } = await run(process.execPath, [join(folder, "puts.mjs"), ...about]);
    const theirs = JSON.parse(stdout) as Puts;
    const perSecond = ({ seconds }: Puts): number => SIZES.puts / seconds;
    const cpuMs = ({ cpuSeconds }: Puts): string => ((1000 * cpuSeconds) / SIZES.puts).toFixed(2);
    return [
      {
        name: `${SIZES.puts} small puts`,
        ours: perSecond(ours),
        baseline: perSecond(theirs),
        unit: "puts/s",
        ratio: perSecond(ours) / perSecond(theirs),
        note: `against @aws-sdk/client-s3, both with a condition and a SHA-256, ${SIZES.putsAtOnce} at once; ${cpuMs(ours)} ms of the client's processor time a put against ${cpuMs(theirs)} ms; the tests' server in a process of its own bounds both`,
      },
    ];
  } finally {
    server.disconnect();
    await rm(folder, { recursive: true });
  }
}
