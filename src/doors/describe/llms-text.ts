import { environments } from "../../envs/index.ts";

/** `GET /llms.txt`: how to use the server, for whoever reads nothing else. */
export function llmsText(url: string): string {
  const list = environments().map(
    ({ info }) =>
      `- ${info.name} (levels ${info.levels[0]}-${info.levels.at(-1)}, default ${info.defaultLevel}): ${info.title}. ${info.answerFormat}`,
  );
  const [first] = environments();
  const name = first?.info.name ?? "SAT";
  return `# Affine environments

Infinite questions with exact verdicts: a data source and a reward for reinforcement learning. A question follows from its
id; an id is self-contained, so every request stands alone. Training and testing have splits of their own, and no contest
ever draws their questions.

${list.join("\n")}

## Native batch (start here)

\`\`\`
curl ${url}/v1/envs
curl ${url}/v1/challenges -d '{"env":"${name}","level":1,"split":"train","range":[0,2]}'
curl ${url}/v1/evaluations -d '{"items":[{"challenge_id":"…","completion":"…"}]}'
\`\`\`

/v1/challenges takes env, level or params, and exactly one of: seeds; split and range [start, stop); count. At most 1,024
at once. /v1/evaluations answers in order {score, ok, extracted, reason, metrics, error}: score is 0 to 1, or null with an
error where nothing could be judged, which is never a 0. Retry what is retryable after Retry-After. Forms:
${url}/openapi.json. Many turns: POST /v1/episodes
{challenge_id, turns: [...]} with all turns so far, until done.

## Doors of others, over the same questions and verdicts

- OpenEnv: base URL ${url}/envs/${name} (also ${name}@1 for its level 1), WebSocket and HTTP; Task API at ${url}
- NeMo Gym resources server: ${url}/nemo/${name}
- ORS (OpenReward): ${url}
- Metrics: ${url}/metrics

Where the server wants a token: Authorization: Bearer TOKEN.
`;
}
