/** A process that connects to an endpoint and reads one metagraph, out of the built program; prints its milliseconds. */
const begun = performance.now();
const { openChain } = await import("../../dist/index.js");
const chain = openChain({ endpoint: process.argv[2] });
const { neurons } = await chain.metagraph(120);
const { user, system } = process.cpuUsage();
const ms = performance.now() - begun;
process.stdout.write(`${JSON.stringify({ ms, cpuMs: (user + system) / 1000, neurons: neurons.length })}\n`);
await chain.close();
