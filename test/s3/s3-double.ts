import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { signatureFault } from "./sigv4-check.ts";

export interface S3DoubleOptions {
  /** Buckets that there are. Default: `records`. */
  readonly buckets?: readonly string[];
  readonly region?: string;
  /** Whether anybody may read and list without a key. */
  readonly isPublic?: boolean;
  /** `false`: like a server that does not know the header. */
  readonly conditions?: boolean;
  /** Prefix that the key may use; elsewhere it is refused. */
  readonly scope?: string;
  /** The server's clock. */
  readonly nowMs?: () => number;
  /** Whether it tells checksums; not every server does. */
  readonly checksums?: boolean;
  /** Keys a page of a listing. */
  readonly pageSize?: number;
  /** Called first; `true`: it has answered (or broken off) itself. `after` runs once the request was done. */
  readonly fault?: (request: IncomingMessage, response: ServerResponse, n: number) => Fault | undefined;
}

/** `answered`: nothing more to do; `lost`: it is done, and the connection breaks off instead of an answer. */
export type Fault = "answered" | "lost" | "truncated" | "corrupted";

interface Entry {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly checksum: string | undefined;
}

export const DOUBLE_KEYS = { accessKeyId: "AKIADOUBLE", secretAccessKey: "a secret of the double/+=" };

const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  SignatureDoesNotMatch: 403,
  RequestTimeTooSkewed: 403,
  AuthorizationHeaderMalformed: 400,
  XAmzContentSHA256Mismatch: 400,
  BadDigest: 400,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  PreconditionFailed: 412,
  InvalidPart: 400,
  MethodNotAllowed: 405,
};

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("base64");
const md5 = (bytes: Buffer): string => createHash("md5").update(bytes).digest("hex");
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** As much of S3 as a store needs, on loopback, with path-style and virtual-host addresses. */
export class S3Double {
  readonly url: string;
  readonly objects = new Map<string, Entry>();
  readonly uploads = new Map<string, { key: string; parts: Map<number, Buffer> }>();
  /** `METHOD /path` of every request. */
  readonly seen: string[] = [];
  options: S3DoubleOptions;
  readonly #close: () => Promise<void>;

  private constructor(options: S3DoubleOptions, url: string, close: () => Promise<void>) {
    this.options = options;
    this.url = url;
    this.#close = close;
  }

  static async start(options: S3DoubleOptions = {}): Promise<S3Double> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const double = new S3Double(options, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    });
    server.on("request", (request, response) => void double.#handle(request, response).catch(() => response.destroy()));
    return double;
  }

  close(): Promise<void> {
    return this.#close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const n = this.seen.push(`${request.method} ${request.url}`) - 1;
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const nowMs = (this.options.nowMs ?? Date.now)();
    response.setHeader("date", new Date(nowMs).toUTCString());
    const fault = this.options.fault?.(request, response, n);
    if (fault === "answered") return;
    const answer = this.#answer(request, body, nowMs);
    if (fault === "lost") {
      response.destroy();
      return;
    }
    if (typeof answer === "string") {
      if (answer === "AuthorizationHeaderMalformed")
        response.setHeader("x-amz-bucket-region", this.options.region ?? "us-east-1");
      const text = `<?xml version="1.0"?><Error><Code>${answer}</Code><Message>refused</Message></Error>`;
      response
        .writeHead(STATUS[answer] ?? 400, { "content-type": "application/xml" })
        .end(request.method === "HEAD" ? "" : text);
      return;
    }
    const { status = 200, headers = {}, bytes = Buffer.alloc(0) } = answer;
    response.writeHead(
      status,
      status === 304 || status === 204 ? headers : { "content-length": String(bytes.length), ...headers },
    );
    if (request.method === "HEAD") response.end();
    else if (fault === "truncated") {
      response.write(bytes.subarray(0, bytes.length >> 1));
      setImmediate(() => response.destroy());
    } else if (fault === "corrupted") response.end(Buffer.from(bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte))));
    else response.end(bytes);
  }

  /** An answer, or S3's name of the refusal. */
  #answer(request: IncomingMessage, body: Buffer, nowMs: number): Answer | string {
    const { buckets = ["records"], region = "us-east-1", isPublic = false, scope = "" } = this.options;
    const url = new URL(request.url ?? "/", "http://x");
    const [host = ""] = (request.headers.host ?? "").split(":");
    const virtual = buckets.find((bucket) => host.startsWith(`${bucket}.`));
    const path = decodeURIComponent(virtual === undefined ? url.pathname : `/${virtual}${url.pathname}`);
    const [, bucket = "", key = ""] = /^\/([^/]+)\/?(.*)$/s.exec(path) ?? [];
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (!(isPublic && isRead && request.headers.authorization === undefined)) {
      const fault = signatureFault(request, body, { ...DOUBLE_KEYS, region, nowMs });
      if (fault !== undefined) return fault;
      if (!(key === "" ? (url.searchParams.get("prefix") ?? "") : key).startsWith(scope)) return "AccessDenied";
    }
    if (!buckets.includes(bucket)) return "NoSuchBucket";
    const id = `${bucket}/${key}`;
    if (key === "") return this.#list(bucket, url.searchParams);
    const query = url.searchParams;
    if (request.method === "POST" && query.has("uploads")) {
      const uploadId = `${randomBytes(8).toString("base64")}&<`;
      this.uploads.set(uploadId, { key: id, parts: new Map() });
      return xml(
        `<InitiateMultipartUploadResult><UploadId>${escaped(uploadId)}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    const uploadId = query.get("uploadId");
    if (uploadId !== null) return this.#multipart(request, body, id, uploadId, query);
    if (request.method === "PUT") return this.#put(request, id, body, undefined);
    if (request.method === "DELETE") {
      this.objects.delete(id);
      return { status: 204 };
    }
    return isRead ? this.#get(request, id) : "MethodNotAllowed";
  }

  #put(request: IncomingMessage, id: string, bytes: Buffer, etag: string | undefined): Answer | string {
    const given = request.headers["x-amz-checksum-sha256"];
    if (given !== undefined && given !== sha256(bytes)) return "BadDigest";
    if (this.options.conditions !== false && request.headers["if-none-match"] === "*" && this.objects.has(id))
      return "PreconditionFailed";
    const told = this.options.checksums === false || given === undefined ? undefined : sha256(bytes);
    const entry: Entry = { bytes, etag: etag ?? `"${md5(bytes)}"`, checksum: told };
    this.objects.set(id, entry);
    return { headers: { etag: entry.etag, ...(told === undefined ? {} : { "x-amz-checksum-sha256": told }) } };
  }

  #get(request: IncomingMessage, id: string): Answer | string {
    const entry = this.objects.get(id);
    if (entry === undefined) return "NoSuchKey";
    if (request.headers["if-none-match"] === entry.etag) return { status: 304, headers: { etag: entry.etag } };
    const isWanted = request.headers["x-amz-checksum-mode"] === "ENABLED" && entry.checksum !== undefined;
    const headers = { etag: entry.etag, ...(isWanted ? { "x-amz-checksum-sha256": entry.checksum } : {}) };
    return { headers, bytes: entry.bytes };
  }

  #multipart(
    request: IncomingMessage,
    body: Buffer,
    id: string,
    uploadId: string,
    query: URLSearchParams,
  ): Answer | string {
    const upload = this.uploads.get(uploadId);
    if (upload?.key !== id) return "NoSuchUpload";
    if (request.method === "DELETE") {
      this.uploads.delete(uploadId);
      return { status: 204 };
    }
    if (request.method === "PUT") {
      if (request.headers["x-amz-checksum-sha256"] !== sha256(body)) return "BadDigest";
      upload.parts.set(Number(query.get("partNumber")), body);
      return { headers: { etag: `"${md5(body)}"` } };
    }
    const parts = [
      ...body
        .toString()
        .matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"([0-9a-f]+)"<\/ETag><ChecksumSHA256>([^<]+)</g),
    ];
    const bytes = parts.map(([, number, etag, checksum]) => {
      const part = upload.parts.get(Number(number));
      return part !== undefined && md5(part) === etag && sha256(part) === checksum ? part : undefined;
    });
    if (parts.length === 0 || bytes.includes(undefined)) return "InvalidPart";
    const put = this.#put(request, id, Buffer.concat(bytes as Buffer[]), `"${uploadId.length}-${parts.length}"`);
    if (typeof put === "string") return put;
    this.uploads.delete(uploadId);
    return xml("<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>");
  }

  #list(bucket: string, query: URLSearchParams): Answer {
    const prefix = query.get("prefix") ?? "";
    const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
    const keys = [...this.objects.keys()]
      .filter((id) => id.startsWith(`${bucket}/`))
      .map((id) => id.slice(bucket.length + 1))
      .filter((key) => key.startsWith(prefix) && key > after)
      .sort();
    const page = keys.slice(0, this.options.pageSize ?? 1000);
    const isCut = page.length < keys.length;
    return xml(
      `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType><IsTruncated>${isCut}</IsTruncated>` +
        page
          .map((key) => `<Contents><Key>${encodeURIComponent(key).replaceAll("%2F", "/")}</Key></Contents>`)
          .join("") +
        `${isCut ? `<NextContinuationToken>${escaped(page.at(-1) ?? "")}</NextContinuationToken>` : ""}</ListBucketResult>`,
    );
  }
}

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly bytes?: Buffer;
}

function xml(text: string): Answer {
  return {
    headers: { "content-type": "application/xml" },
    bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`),
  };
}
