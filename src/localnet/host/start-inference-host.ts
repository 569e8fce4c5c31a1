import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { z } from "zod";
import { AffineError, faultsOf } from "../../core/index.ts";
import { type LocalModelConfig, localModelSchema } from "../models/index.ts";
import { application } from "./application.ts";
import { Deployments, type DeploymentsOptions } from "./deployments/deployments.ts";
import { FaultBoard } from "./fault-board.ts";
import { SolverPool } from "./solver-pool.ts";

export interface InferenceHostOptions {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  readonly models: readonly LocalModelConfig[];
  /** Address to listen on; 127.0.0.1 unless told. */
  readonly host?: string;
  /** When set, every request but `GET /health` must carry it as a bearer token. */
  readonly apiKey?: string;
  /** Opens `POST /admin/faults`, which makes models fail while the host runs. */
  readonly allowFaults?: boolean;
  /** Opens `/admin/deployments`: models can be deployed from this hub. */
  readonly deployments?: DeploymentsOptions;
  /** Worker threads for the models' thinking; 2 unless told. */
  readonly workers?: number;
  /** Longest thinking of one answer; 30 seconds unless told. */
  readonly taskTimeoutMs?: number;
}

export interface InferenceHost {
  /** Origin, such as `http://127.0.0.1:8421`. */
  readonly url: string;
  /** What OpenAI clients call the base URL: the origin and `/v1`. */
  readonly baseUrl: string;
  readonly port: number;
  /** Serves these models too, in the place of those that it has by these names. @throws AffineError `invalid_input` */
  serve(models: readonly LocalModelConfig[]): void;
  /** Serves them no more. */
  retire(names: readonly string[]): void;
  /** Deployments of an earlier start that could not be loaded again, and why. */
  readonly problems: readonly string[];
  /** Cuts every connection and ends the workers. Further calls do nothing. */
  close(): Promise<void>;
}

/**
 * Starts an OpenAI-compatible server whose models are solvers. They see the conversation and the sampling of a request
 * and nothing else.
 *
 * @throws AffineError `port_in_use`, `invalid_input` for a bad or doubled model, `not_found` when the package is not
 * built.
 *
 * @example
 * await using host = await startInferenceHost({ port: 0, models: demoModels() });
 */
export async function startInferenceHost(options: InferenceHostOptions): Promise<InferenceHost & AsyncDisposable> {
  const models = parseModels(options.models);
  const pool = new SolverPool({ workers: options.workers ?? 2, taskTimeoutMs: options.taskTimeoutMs ?? 30_000 });
  const faults = new FaultBoard(models);
  const served = new Map(models.map((model) => [model.name, model]));
  const deployments =
    options.deployments === undefined
      ? undefined
      : new Deployments(options.deployments, { models: served, onServed: (model) => faults.add(model) });
  const problems = (await deployments?.restore()) ?? [];
  const host = { models: served, faults, pool, isCold: (model: string) => deployments?.isCold(model) === true };
  const app = application(host, { allowFaults: options.allowFaults ?? false, apiKey: options.apiKey, deployments });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const hostname = options.host ?? "127.0.0.1";
  await listen(server, options.port, hostname);
  const { port } = server.address() as AddressInfo;
  const url = `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;

  const serve = (more: readonly LocalModelConfig[]): void => {
    for (const model of parseModels(more)) {
      served.set(model.name, model);
      faults.add(model);
    }
  };
  const retire = (names: readonly string[]): void => {
    for (const name of names) served.delete(name);
  };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= shutDown(server, pool));
  return { url, baseUrl: `${url}/v1`, port, problems, serve, retire, close, [Symbol.asyncDispose]: close };
}

function parseModels(configs: readonly LocalModelConfig[]) {
  const parsed = z.array(localModelSchema).safeParse(configs);
  if (!parsed.success) {
    throw new AffineError("invalid_input", `A model's description is wrong: ${faultsOf(parsed.error, configs)}`);
  }
  const names = parsed.data.map((model) => model.name);
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined) throw new AffineError("invalid_input", `The model ${doubled} is described twice.`);
  return parsed.data;
}

async function listen(server: Server, port: number, hostname: string): Promise<void> {
  server.listen(port, hostname);
  try {
    await once(server, "listening");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EADDRINUSE") throw cause;
    throw new AffineError("port_in_use", `Port ${port} of ${hostname} is taken.`, {
      hint: "Choose another port, or 0 for a free one.",
      cause,
    });
  }
}

async function shutDown(server: Server, pool: SolverPool): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await Promise.all([closed, pool.close()]);
}
