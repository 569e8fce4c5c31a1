import { AwsV4Signer } from "aws4fetch";
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../../src/core/index.ts";

/** An S3 server with an empty bucket. */
export interface S3Server {
  readonly url: string;
  readonly bucket: string;
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly close: () => Promise<void>;
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** Answers of S3 on which the store rests: the double of the tests must give those of a real server. */
export function testS3Behaviour(name: string, start: () => Promise<S3Server>): void {
  const withServer = (
    title: string,
    body: (send: (what: Sent) => Promise<{ status: number; text: string; headers: Headers }>) => Promise<void>,
  ): void => {
    test(title, async () => {
      const server = await start();
      const send = async ({ method, path, body: text, headers = {} }: Sent) => {
        const url = `${server.url}/${server.bucket}${path}`;
        const signer = new AwsV4Signer({
          ...{ method, url, service: "s3", region: "us-east-1", ...server.keys },
          headers: { ...headers, "x-amz-content-sha256": sha256Hex(text ?? "") },
        });
        const signed = await signer.sign();
        const response = await fetch(signed.url, {
          method,
          headers: signed.headers,
          ...(text === undefined ? {} : { body: text }),
        });
        return { status: response.status, text: await response.text(), headers: response.headers };
      };
      try {
        await body(send);
      } finally {
        await server.close();
      }
    });
  };

  describe(`S3 as it is: ${name}`, () => {
    withServer("a conditional put answers 200, then 412, and the first stands", async (send) => {
      const put = (body: string) => send({ method: "PUT", path: "/a/key", body, headers: { "if-none-match": "*" } });
      expect((await put("first")).status).toBe(200);
      const second = await put("second");
      expect(second.status).toBe(412);
      expect(second.text).toContain("<Code>PreconditionFailed</Code>");
      expect((await send({ method: "GET", path: "/a/key" })).text).toBe("first");
    });

    withServer("a put's checksum is kept and told to those who ask; a wrong one is refused", async (send) => {
      const checksum = Buffer.from(sha256Hex("bytes"), "hex").toString("base64");
      expect(
        (
          await send({
            method: "PUT",
            path: "/key",
            body: "bytes",
            headers: { "x-amz-checksum-sha256": checksum, "x-amz-sdk-checksum-algorithm": "SHA256" },
          })
        ).status,
      ).toBe(200);
      const asked = await send({ method: "HEAD", path: "/key", headers: { "x-amz-checksum-mode": "ENABLED" } });
      expect(asked.headers.get("x-amz-checksum-sha256")).toBe(checksum);
      expect(asked.headers.get("content-length")).toBe("5");
    });

    withServer("what is not there: 404, NoSuchKey", async (send) => {
      const { status, text } = await send({ method: "GET", path: "/nothing" });
      expect(status).toBe(404);
      expect(text).toContain("<Code>NoSuchKey</Code>");
    });

    withServer("an unchanged object: 304", async (send) => {
      await send({ method: "PUT", path: "/key", body: "bytes" });
      const etag = (await send({ method: "GET", path: "/key" })).headers.get("etag");
      expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
      expect((await send({ method: "GET", path: "/key", headers: { "if-none-match": etag! } })).status).toBe(304);
    });

    withServer("a listing: in order, begins behind a key, is cut and goes on", async (send) => {
      for (const key of ["b", "a/2", "a/1", "a/3", "c"]) await send({ method: "PUT", path: `/p/${key}`, body: key });
      const all = await send({
        method: "GET",
        path: "?list-type=2&encoding-type=url&prefix=p%2Fa%2F&start-after=p%2Fa%2F1",
      });
      expect([...all.text.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => decodeURIComponent(key!))).toEqual([
        "p/a/2",
        "p/a/3",
      ]);
      expect(all.text).toContain("<IsTruncated>false</IsTruncated>");
    });

    withServer("an upload in parts keeps to the condition when it is completed", async (send) => {
      const begun = await send({
        method: "POST",
        path: "/big?uploads=",
        headers: { "x-amz-checksum-algorithm": "SHA256" },
      });
      const id = /<UploadId>([^<]+)<\/UploadId>/.exec(begun.text)![1]!.replaceAll("&amp;", "&").replaceAll("&lt;", "<");
      const checksum = Buffer.from(sha256Hex("part"), "hex").toString("base64");
      const part = await send({
        ...{ method: "PUT", path: `/big?partNumber=1&uploadId=${encodeURIComponent(id)}`, body: "part" },
        headers: { "x-amz-checksum-sha256": checksum, "x-amz-sdk-checksum-algorithm": "SHA256" },
      });
      expect(part.status).toBe(200);
      const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${part.headers.get("etag")}</ETag><ChecksumSHA256>${checksum}</ChecksumSHA256></Part></CompleteMultipartUpload>`;
      const done = await send({
        method: "POST",
        path: `/big?uploadId=${encodeURIComponent(id)}`,
        body,
        headers: { "if-none-match": "*" },
      });
      expect(done.status).toBe(200);
      expect((await send({ method: "GET", path: "/big" })).text).toBe("part");
    });
  });
}
