import { S3Store } from "../../src/store/s3/s3-store.ts";

/** Puts small objects with our own client, as transcripts are put: ENDPOINT BUCKET COUNT AT_ONCE KEY SECRET. */
const [endpoint = "", bucket = "", count = "", atOnce = "", accessKeyId = "", secretAccessKey = ""] =
  process.argv.slice(2);
const store = S3Store.open(`s3://${bucket}/ours`, { endpoint, accessKeyId, secretAccessKey });
const put = (n: number | string): Promise<unknown> =>
  store.putOnce(`transcripts/${n}`, Buffer.from(`object ${n} `.repeat(100)));
// The server shows that it means the condition, once.
await put("first");
const cpu = process.cpuUsage();
const started = performance.now();
let next = 0;
const worker = async (): Promise<void> => {
  while (next < Number(count)) {
    next += 1;
    await put(next);
  }
};
await Promise.all(Array.from({ length: Number(atOnce) }, worker));
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpu);
await store.close();
process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6 })}\n`);
