import { open, type FileHandle } from "node:fs/promises";
import { AffineError } from "../../core/index.ts";

const CHUNK_BYTES = 262_144;
/** What the library may hold in memory at once; files that lie in git itself are smaller (10 MB on Hugging Face). */
const MAX_IN_MEMORY_BYTES = 64 * 1_048_576;

/**
 * A part of a file that is read while it is sent. The library's own `FileBlob` is not exported and lets
 * `Readable.toWeb` buffer tens of thousands of chunks while a server is slow; this one reads when it is asked.
 */
export class FileBlob extends Blob {
  /** An own property, in front of the accessor of an empty blob. */
  override readonly size: number;
  readonly #file: string;
  readonly #start: number;
  readonly #end: number;
  readonly #onBytes: ((bytes: number) => void) | undefined;

  constructor(file: string, startByte: number, endByte: number, onBytes?: (bytes: number) => void) {
    super([]);
    this.size = endByte - startByte;
    this.#file = file;
    this.#start = startByte;
    this.#end = endByte;
    this.#onBytes = onBytes;
  }

  /** The same bytes, which tell when they are read. */
  counting(onBytes: (bytes: number) => void): FileBlob {
    return new FileBlob(this.#file, this.#start, this.#end, onBytes);
  }

  override slice(start = 0, end = this.size): FileBlob {
    const from = Math.min(this.#start + start, this.#end);
    return new FileBlob(this.#file, from, Math.max(from, Math.min(this.#start + end, this.#end)), this.#onBytes);
  }

  override stream(): ReturnType<Blob["stream"]> {
    let handle: FileHandle | undefined;
    let position = this.#start;
    const close = async (): Promise<void> => {
      await handle?.close();
      handle = undefined;
    };
    const source = {
      pull: async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
        if (position >= this.#end) {
          await close();
          controller.close();
          return;
        }
        handle ??= await open(this.#file, "r");
        const chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, this.#end - position));
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
        if (bytesRead === 0) {
          await close();
          throw new AffineError("hash_mismatch", `${this.#file} became shorter while it was being sent.`, {
            hint: "Let nothing write into the folder, and run the command again.",
            retryable: false,
          });
        }
        position += bytesRead;
        this.#onBytes?.(bytesRead);
        controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, bytesRead));
      },
      cancel: close,
    };
    return new ReadableStream(source, { highWaterMark: 1 }) as ReturnType<Blob["stream"]>;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    if (this.size > MAX_IN_MEMORY_BYTES) {
      throw new AffineError("hub_rejected", `The model hub wants ${this.#file} (${this.size} bytes) in one message.`, {
        hint: "It does not treat it as a large file (LFS). Is HF_ENDPOINT right?",
      });
    }
    const whole = new Uint8Array(this.size);
    let filled = 0;
    for await (const chunk of this.stream() as unknown as AsyncIterable<Uint8Array>) {
      whole.set(chunk, filled);
      filled += chunk.length;
    }
    return whole.buffer;
  }

  override async text(): Promise<string> {
    return Buffer.from(await this.arrayBuffer()).toString("utf8");
  }
}
