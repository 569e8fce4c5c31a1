import { DEFAULT_CONCURRENCY, openWorkQueue, Runner, RunnerHealth } from "../../rounds/index.ts";
import { python } from "../../sandbox/index.ts";
import { createRunnerApp, listen, type RunnerStatus } from "../../serve/index.ts";
import { queueFolder } from "../../validator/index.ts";
import type { CommandContext } from "../context.ts";
import { untilInterrupted } from "../interrupt.ts";
import { printJson, printLine } from "../output.ts";
import { apiKeyOf, inferenceClient } from "../validator-service.ts";
import { say } from "../../telemetry/index.ts";

export async function run(context: CommandContext): Promise<void> {
  const network = await context.network({ works: true });
  const {
    httpConcurrency: concurrency = DEFAULT_CONCURRENCY,
    perMiner,
    queue: address,
    queuePassword,
    queueLock = 30,
    metricsAddr = "127.0.0.1",
    metricsPort,
  } = context.config.values;
  let status = (): RunnerStatus => ({ ok: true, answers: 0, trouble: null, inFlight: 0 });
  const app = createRunnerApp(() => status());
  const served = metricsPort === undefined ? undefined : await listen(app, { host: metricsAddr, port: metricsPort });
  const folder = queueFolder(network.home);
  const queue = await openWorkQueue({
    ...{ folder, address, password: queuePassword, perMiner, lockMs: queueLock * 1000, log: context.log },
    onLost: () => context.log.error("the server of the work queue has lost what was in it"),
  });
  const inference = inferenceClient(concurrency);
  const runner = new Runner({
    queue,
    inference,
    apiKeyOf: apiKeyOf(context),
    concurrency,
    log: context.log,
    ...(perMiner === undefined ? {} : { perMiner }),
  });
  const health = new RunnerHealth(runner.events);
  runner.events.on("result", ({ record }) => {
    const { round, uid, env, outcome, score, reason } = record;
    context.log.info({ round, uid, env, outcome, score, reason }, "answer");
    if (context.json) void printJson({ round, uid, env, outcome, score, reason });
  });
  runner.events.on("trouble", (error) => context.log.error({ err: error }, "the queue failed; trying again"));
  status = () => ({ ...health.state, inFlight: runner.inFlight });
  runner.start();
  // From here on a Ctrl-C is ours: what is printed says so.
  const { signal } = context;
  if (!context.json) say(`runner on ${address ?? folder}, ${concurrency} questions at once; Ctrl-C ends it`);
  await untilInterrupted(signal);
  await served?.close();
  await inference.close();
  await runner.stop();
  await queue.close();
  await python.close();
  if (!context.json) await printLine(`${health.state.answers} answers`);
}
