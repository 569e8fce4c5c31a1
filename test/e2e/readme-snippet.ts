/* eslint-disable @typescript-eslint/no-unused-vars -- as the README has it; sdk.ci.test.ts runs it and compares */
import * as af from "affine";

af.info(); // optional logging: also af.debug(), af.trace(); the first call wins

const miners = await af.getMiners(); // Map<uid, Miner>
const miner = await af.getMiners(5); // one Miner; af.getMiner(5) is the same

const chal = await af.SAT.generate(); // also new af.SAT({ variables: 50 }).generate({ seed: "1" })
const more = await af.ABDUCTION().many(10); // ABD, DED and the long names, with or without new
const ded = await af.DEDUCTION().many(10);

const response = await af.query(chal.prompt, { model: miner.model });
const evaluation = await chal.evaluate(response);
console.log(evaluation.score);

for await (const res of af.rollouts(100)) console.log(res); // verified rollouts of the last 100 blocks
