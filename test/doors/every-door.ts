import { runJob } from "../../src/rounds/run-job.ts";
import type { Job } from "../../src/rounds/index.ts";
import type { Answer } from "../../src/core/index.ts";
import { challengeFromId, type CheckContext, type GeneratedChallenge } from "../../src/envs/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { post, SocketClient } from "./open-doors.ts";
import { readEvents } from "./read-events.ts";

/** A question by its place in a split: every door can be asked for it. */
export interface Numbered {
  readonly env: string;
  readonly level: number;
  readonly index: number;
}

/** What a door said: how it asked, and its verdict on each answer. `reason` is null where it tells none. */
export interface Said {
  readonly prompt: string | null;
  readonly verdicts: readonly { readonly score: number; readonly reason: string | null }[];
}

export type Door = (question: Numbered, challenge: GeneratedChallenge, answers: readonly string[]) => Promise<Said>;

/** One socket an environment and level for the whole test. */
export class OpenEnvDoor {
  readonly #clients = new Map<string, Promise<SocketClient>>();

  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  readonly say: Door = async ({ env, level, index }, _, answers) => {
    const name = `${env}@${level}`;
    const opened = this.#clients.get(name) ?? new SocketClient(`${this.url}/envs/${name}/ws`).open();
    this.#clients.set(name, opened);
    const client = await opened;
    const verdicts: Said["verdicts"][number][] = [];
    let prompt = "";
    for (const answer of answers) {
      const reset = await client.ask({ type: "reset", data: { split: "train", index } });
      prompt = reset.data.observation.prompt;
      const { data } = await client.ask({ type: "step", data: { answer } });
      verdicts.push({ score: data.reward, reason: data.observation.reason });
    }
    return { prompt, verdicts };
  };
}

/** The doors over HTTP, by name. */
export function httpDoors(url: string): Record<string, Door> {
  return {
    async native({ env, level, index }, { id }, answers) {
      const asked = { env, level, split: "train", range: [index, index + 1] };
      const [question] = (await post(`${url}/v1/challenges`, asked)).json.challenges;
      const items = answers.map((completion) => ({ challenge_id: id, completion }));
      const { results } = (await post(`${url}/v1/evaluations`, { items })).json;
      return { prompt: question!.prompt, verdicts: results as Said["verdicts"] };
    },
    async "OpenEnv over HTTP"({ env, level, index }, _, answers) {
      const base = `${url}/envs/${env}`;
      const { observation } = (await post(`${base}/reset`, { split: "train", index, level })).json;
      const { prompt, challenge_id } = observation as { prompt: string; challenge_id: string };
      const verdicts = await inTurn(answers, async (answer) => {
        const { json } = await post(`${base}/step`, { action: { answer }, challenge_id });
        return { score: json.reward, reason: json.observation.reason };
      });
      return { prompt, verdicts };
    },
    async "NeMo Gym"({ env }, { id, messages }, answers) {
      const row = { responses_create_params: { input: messages }, challenge_id: id };
      const verdicts = await inTurn(answers, async (text) => {
        const response = { output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text }] }] };
        const { json } = await post(`${url}/nemo/${env}/verify`, { ...row, response });
        return { score: json.reward, reason: null };
      });
      return { prompt: null, verdicts };
    },
    async ORS({ env, level, index }, _, answers) {
      let prompt = "";
      const verdicts = await inTurn(answers, async (answer) => {
        const headers = { "x-session-id": `parity-${env}-${level}-${index}` };
        await post(`${url}/create`, { env_name: `${env}@${level}`, split: "train", index }, headers);
        const told = await fetch(`${url}/${env}/prompt`, { headers });
        [{ text: prompt }] = (await told.json()) as [{ text: string }];
        const { text } = await post(`${url}/${env}/call`, { name: "submit", input: { answer } }, headers);
        await post(`${url}/delete`, "", headers);
        const whole = readEvents(text.replaceAll("event: chunk", "event: end"));
        const data = whole.filter(({ event }) => event === "end").map((event) => event.data);
        const { output } = JSON.parse(data.join("")) as { output: { reward: number; metadata: { reason: string } } };
        return { score: output.reward, reason: output.metadata.reason };
      });
      return { prompt, verdicts };
    },
  };
}

/** A contest's runner, whose model says the answers. */
export function contestDoor(context: CheckContext): Door {
  const rebuilt = new Map<string, GeneratedChallenge>();
  const challengeOf = (id: string): GeneratedChallenge => {
    const known = rebuilt.get(id) ?? challengeFromId(id, () => context);
    rebuilt.set(id, known);
    return known;
  };
  return async (_, { id, messages }, answers) => {
    const verdicts = await inTurn(answers, async (text) => {
      let asked: unknown;
      const { record } = await runJob(jobOf(id), {
        inference: {
          query: (sent) => {
            asked = sent;
            return Promise.resolve(answerOf(text));
          },
        },
        challengeOf,
        nowMs: () => 0,
        log: silentLogger,
      });
      if (JSON.stringify(asked) !== JSON.stringify(messages)) throw new Error("The contest asked something else.");
      return { score: record.score / 1000, reason: record.outcome === "scored" ? record.reason : null };
    });
    return { prompt: messages.at(-1)?.content ?? null, verdicts };
  };
}

function jobOf(challenge: string): Job {
  const [env = ""] = challenge.split("/");
  return {
    ...{
      id: "job",
      netuid: 120,
      round: 0,
      block: 0,
      index: 0,
      env,
      challenge,
      expiresAtMs: 1_000,
      rules: "ab".repeat(32),
    },
    request: { temperatureThousandths: 0, maxTokens: 1, firstTokenTimeoutMs: 1, totalTimeoutMs: 1 },
    miner: {
      uid: 1,
      hotkey: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
      model: "m",
      revision: "r",
      block: 0,
      baseUrl: "http://x",
    },
  } as unknown as Job;
}

function answerOf(text: string): Answer {
  return {
    ...{ text, reasoning: "", finishReason: "stop", usage: null, responseId: null, servedModel: null },
    ...{ latencyMs: 0, firstTokenMs: null, attempts: 1 },
  };
}

async function inTurn<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}
