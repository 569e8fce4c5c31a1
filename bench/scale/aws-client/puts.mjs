import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

/** Puts small objects with Amazon's own client: ENDPOINT BUCKET COUNT AT_ONCE KEY SECRET. Prints one JSON line. */
const [endpoint, bucket, count, atOnce, accessKeyId, secretAccessKey] = process.argv.slice(2);
const client = new S3Client({
  endpoint,
  region: "us-east-1",
  forcePathStyle: true,
  credentials: { accessKeyId, secretAccessKey },
});
const put = (n) =>
  client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: `aws/${n}`,
      Body: Buffer.from(`object ${n} `.repeat(100)),
      IfNoneMatch: "*",
      ChecksumAlgorithm: "SHA256",
    }),
  );
await put("first");
const cpu = process.cpuUsage();
const started = performance.now();
let next = 0;
const worker = async () => {
  while (next < Number(count)) {
    next += 1;
    await put(next);
  }
};
await Promise.all(Array.from({ length: Number(atOnce) }, worker));
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6 })}\n`);
process.exit(0);
