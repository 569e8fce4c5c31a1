import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AffineError } from "../../../core/index.ts";
import { hostFailure } from "../host-failure.ts";
import { chuteSource, CHUTE_MODULE, CHUTE_REFERENCE, type ChuteSpec } from "./chute-source.ts";
import { paymentFailure, permissionHint } from "./chutes-failure.ts";
import { runProgram } from "./run-program.ts";

/** Its own variables, and what a program needs to start; nothing of this process's keys. */
const ENVIRONMENT = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "CHUTES_CONFIG_PATH", "PYTHONPATH", "VIRTUAL_ENV"];
const TIMEOUT_MS = 600_000;

export interface CliDeployment {
  readonly id: string;
  readonly version: string;
}

/** What the program's own words say of the deployment. */
type CliVerdict = { readonly deployed: CliDeployment } | { readonly alreadyThere: true };

/**
 * Deploys with the `chutes` program, under the account it is logged in to. Its exit code says nothing: it ends with 0
 * after most refusals, so only its words count.
 *
 * @returns the deployment, or that this very version was there already
 * @throws AffineError as the HTTP API does, `credentials_missing` when the program is missing or not logged in
 */
export async function deployByCli(
  program: string,
  spec: ChuteSpec,
  options: {
    readonly apiUrl?: string | undefined;
    readonly acceptFee: boolean;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<CliVerdict> {
  const folder = await mkdtemp(join(tmpdir(), "affine-chute-"));
  try {
    await writeFile(join(folder, `${CHUTE_MODULE}.py`), chuteSource(spec), { mode: 0o600 });
    const env: Record<string, string> = options.apiUrl === undefined ? {} : { CHUTES_API_URL: options.apiUrl };
    for (const name of ENVIRONMENT) if (process.env[name] !== undefined) env[name] = process.env[name];
    const { output, exitCode } = await runProgram({
      program,
      args: ["deploy", CHUTE_REFERENCE, ...(options.acceptFee ? ["--accept-fee"] : [])],
      cwd: folder,
      env: { ...env, NO_COLOR: "1", PYTHONDONTWRITEBYTECODE: "1" },
      input: "y\n",
      timeoutMs: TIMEOUT_MS,
      signal: options.signal,
    });
    return verdictOf(output, exitCode);
  } catch (thrown) {
    if (!AffineError.isInstance(thrown) || thrown.code !== "not_found") throw thrown;
    throw new AffineError("credentials_missing", "Deploying on Chutes needs a key, and there is none.", {
      hint: "Set CHUTES_API_KEY in .env, or install the `chutes` program and log in with `chutes register`.",
      cause: thrown,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const DEPLOYED = new RegExp(`Successfully deployed chute .{0,200}chute_id='?(${UUID})'? version='?(${UUID})'?`, "s");

function verdictOf(output: string, exitCode: number | null): CliVerdict {
  const [, id, version] = DEPLOYED.exec(output) ?? [];
  if (id !== undefined && version !== undefined) return { deployed: { id, version } };
  if (/Chute with name=.{1,200} already exists/s.test(output)) return { alreadyThere: true };
  throw cliFailure(output, exitCode);
}

function cliFailure(output: string, exitCode: number | null): AffineError {
  const said = lastWords(output);
  const what = `did not deploy (the program ended with ${exitCode ?? "a signal"}, which says nothing)`;
  const refused = (problem: "permission" | "plan" | "rate_limit", hint: string): AffineError =>
    hostFailure(problem === "rate_limit" ? "inference_unavailable" : "inference_rejected", "chutes", what, {
      said,
      hint,
      problem,
      details: { exitCode },
    });
  if (/AuthenticationRequired|NotConfigured|config\.ini|\[auth\]/.test(output)) {
    return hostFailure("credentials_missing", "chutes", what, { said, hint: "Log in with `chutes register`." });
  }
  if (/invalid nonce|invalid signature|invalid request signature|can't find a user/i.test(output)) {
    return hostFailure("credentials_invalid", "chutes", what, {
      said,
      hint: "Log in again with `chutes register`, and check this machine's clock.",
    });
  }
  if (/deployment fee|balance|top.?up/i.test(output)) return paymentFailure("chutes", what, output, { said });
  if (/developer|permission|registered on|not allowed|may only/i.test(output)) {
    return refused("permission", permissionHint(output));
  }
  if (/too many|rate limit|\b429\b/i.test(output)) return refused("rate_limit", "Wait a few minutes.");
  return refused("plan", "Read what the program says; `chutes deploy --help` explains its words.");
}

/** The last lines that say something: a traceback ends with its reason. */
function lastWords(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-3).join(" ");
}
