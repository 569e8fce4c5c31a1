import { openChain } from "../../src/chain/open-chain.ts";

/** A process that connects to an endpoint and reads one metagraph; prints its milliseconds from its own start. */
const [endpoint = ""] = process.argv.slice(2);
const chain = openChain({ endpoint });
const { neurons } = await chain.metagraph(120);
const { user, system } = process.cpuUsage();
const ms = performance.now();
process.stdout.write(`${JSON.stringify({ ms, cpuMs: (user + system) / 1000, neurons: neurons.length })}\n`);
await chain.close();
