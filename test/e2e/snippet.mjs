// The README's snippet, as a user's program would have it; run with a localnet in the working folder.
import * as af from "affine";

af.info();

const miners = await af.getMiners();
const uid = [...miners.values()].find((candidate) => candidate.model.endsWith("/affine-careless")).uid;
const miner = await af.getMiners(uid);
if ((await af.getMiner(uid)).hotkey !== miner.hotkey) throw new Error("getMiner and getMiners differ");

const chal = await af.SAT.generate();
const more = await af.SAT({ level: 5 }).many(10);
const study = await new af.SAT({ variables: 50 }).generate({ seed: "1" });
const induced = await af.ABDUCTION().many(3);
const programs = await af.DEDUCTION().many(2);

const response = await af.query(chal.prompt, { model: miner.model });
const evaluation = await chal.evaluate(response);

let rollouts = 0;
for await (const res of af.rollouts(100)) rollouts += typeof res.score === "number" ? 1 : 0;

// The engine that checks programs runs in a process of its own.
await af.python.close();

console.log(
  JSON.stringify({
    miners: miners.size,
    more: new Set(more.map((challenge) => challenge.id)).size,
    study: study.params,
    long: [...induced, ...programs].map((challenge) => challenge.env),
    text: response.text.length > 0,
    score: evaluation.score,
    again: (await af.challengeFromId(chal.id)).prompt === chal.prompt,
    rollouts,
  }),
);
