import { join } from "node:path";
import { contestValidator } from "./contest-bed.ts";
import { forgeAnswers } from "./forging-runner.ts";

/** A validator in a process of its own; arguments are the chain's URL, the folder, which one, and whether it forges. */
const [chainUrl, folder, which, nature] = process.argv.slice(2);
if (chainUrl === undefined || folder === undefined) throw new Error("usage: contest-process URL FOLDER WHICH [forges]");
const forges = nature === "forges";
const validator = await contestValidator({ chainUrl, folder }, Number(which), { runner: !forges });
validator.events.on("alarm", ({ code, message }) => process.send?.({ alarm: code, message }));
validator.events.on("block", tell);
// Answers come between blocks.
setInterval(tell, 100);
function tell(): void {
  const { champion, weights, contest, chain, alarms, rounds, queue } = validator.status();
  const unanswered = queue.waiting + queue.running;
  process.send?.({
    status: {
      block: chain.block,
      unanswered,
      champion,
      weights,
      contest,
      rounds,
      alarms: alarms.map(({ code }) => code),
    },
  });
}
process.on("message", (message) => {
  if (message === "stop") void validator.stop().then(() => process.exit(0));
});
validator.start();
if (forges) await forgeAnswers(join(folder, `validator-${Number(which)}`));
