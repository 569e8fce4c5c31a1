import { CLOCK_DESCRIPTOR, type OpenFile } from "./descriptors.ts";
import { ERRNO } from "./errno.ts";
import type { Guest } from "./guest.ts";
import type { HostFunctions } from "./host-functions.ts";
import type { OutputBuffer } from "./output-buffer.ts";
import { RunEnded } from "./run-ended.ts";

/** IOV_MAX of Linux: more vectors than this are refused. */
const MOST_VECTORS = 1024;
/** WASI file types. Streams are of none: the C library takes a character device for a terminal. */
const FILE_TYPE = { unknown: 0, directory: 3, regular: 4 };

/** Reading and writing descriptors. */
export function streamImports(guest: Guest): HostFunctions {
  return {
    fd_read(descriptor: number, vectors: number, count: number, resultAddress: number) {
      if (descriptor === 0) {
        return transfer(guest, vectors, count, resultAddress, (target) => readStdin(guest, target));
      }
      const file = guest.descriptors.get(descriptor);
      if (file === undefined) return ERRNO.badDescriptor;
      if (file.node.kind === "directory") return ERRNO.isDirectory;
      return transfer(guest, vectors, count, resultAddress, (target) => readFile(guest, file, target));
    },
    fd_pread(descriptor: number, vectors: number, count: number, offset: bigint, resultAddress: number) {
      const file = guest.descriptors.get(descriptor);
      if (file === undefined) return descriptor <= CLOCK_DESCRIPTOR ? ERRNO.notSeekable : ERRNO.badDescriptor;
      if (file.node.kind !== "file") return ERRNO.notSeekable;
      const reader = { ...file, offset: Number(offset) };
      return transfer(guest, vectors, count, resultAddress, (target) => readFile(guest, reader, target));
    },
    fd_write(descriptor: number, vectors: number, count: number, resultAddress: number) {
      const sink = sinkOf(guest, descriptor);
      if (sink === undefined) return ERRNO.badDescriptor;
      return transfer(guest, vectors, count, resultAddress, sink);
    },
    fd_seek(descriptor: number, offset: bigint, whence: number, resultAddress: number) {
      const file = guest.descriptors.get(descriptor);
      if (file === undefined) return isStream(descriptor) ? ERRNO.notSeekable : ERRNO.badDescriptor;
      if (file.node.kind === "device") return ERRNO.notSeekable;
      const base = [0, file.offset, file.content.length][whence];
      if (base === undefined) return ERRNO.invalid;
      const target = base + Number(offset);
      if (target < 0 || !Number.isSafeInteger(target)) return ERRNO.invalid;
      file.offset = target;
      guest.memory.setUint64(resultAddress, BigInt(target));
      return 0;
    },
    fd_close(descriptor: number) {
      if (isStream(descriptor)) return 0;
      return guest.descriptors.remove(descriptor) ? 0 : ERRNO.badDescriptor;
    },
    fd_fdstat_get(descriptor: number, address: number) {
      const file = guest.descriptors.get(descriptor);
      if (file === undefined && !isStream(descriptor)) return ERRNO.badDescriptor;
      const stat = guest.memory.slice(address, 24);
      stat.fill(0);
      stat[0] =
        file?.node.kind === "file"
          ? FILE_TYPE.regular
          : file?.node.kind === "directory"
            ? FILE_TYPE.directory
            : FILE_TYPE.unknown;
      return 0;
    },
    __syscall_fcntl64: (descriptor: number) =>
      isStream(descriptor) || guest.descriptors.get(descriptor) !== undefined ? 0 : -ERRNO.badDescriptor,
    _try_fcntl64: () => 0,
    __syscall_ioctl: () => -ERRNO.notTerminal,
    _maybe_poll_async: () => null,
    __syscall_poll(entries: number, count: number) {
      if (count < 0 || count > MOST_VECTORS) return -ERRNO.invalid;
      for (let index = 0; index < count; index += 1) {
        const entry = (entries >>> 0) + 8 * index;
        guest.memory.setInt16(entry + 6, guest.memory.getInt16(entry + 4) & 5);
      }
      return count;
    },
  };
}

function isStream(descriptor: number): boolean {
  return descriptor >= 0 && descriptor <= CLOCK_DESCRIPTOR;
}

/** Walks the vectors of one call, giving each to `move`, which answers how many bytes it took or gave. */
function transfer(
  guest: Guest,
  vectors: number,
  count: number,
  resultAddress: number,
  move: (bytes: Uint8Array) => number,
): number {
  if (count < 0 || count > MOST_VECTORS) return ERRNO.invalid;
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    const vector = (vectors >>> 0) + 8 * index;
    const part = guest.memory.slice(guest.memory.getUint32(vector), guest.memory.getUint32(vector + 4));
    const moved = move(part);
    total += moved;
    if (moved < part.length) break;
  }
  guest.memory.setUint32(resultAddress, total);
  return 0;
}

function readStdin(guest: Guest, target: Uint8Array): number {
  const chunk = guest.stdin.subarray(guest.stdinOffset, guest.stdinOffset + target.length);
  target.set(chunk);
  guest.stdinOffset += chunk.length;
  return chunk.length;
}

function readFile(guest: Guest, file: OpenFile, target: Uint8Array): number {
  if (file.node.kind === "device") {
    if (file.node.device === "stdin") return readStdin(guest, target);
    if (file.node.device !== "random") return 0;
    guest.random.fill(target);
    return target.length;
  }
  const chunk = file.content.subarray(file.offset, file.offset + target.length);
  target.set(chunk);
  file.offset += chunk.length;
  return chunk.length;
}

/** Where bytes written to a descriptor go; undefined if it cannot be written to. */
function sinkOf(guest: Guest, descriptor: number): ((bytes: Uint8Array) => number) | undefined {
  if (descriptor === 1) return capped(guest, guest.stdout);
  if (descriptor === 2) return capped(guest, guest.stderr);
  if (descriptor === CLOCK_DESCRIPTOR) return (bytes) => moveClock(guest, bytes);
  const node = guest.descriptors.get(descriptor)?.node;
  if (node?.kind !== "device") return undefined;
  if (node.device === "stdout") return capped(guest, guest.stdout);
  if (node.device === "stderr") return capped(guest, guest.stderr);
  return node.device === "null" ? (bytes) => bytes.length : undefined;
}

function capped(guest: Guest, output: OutputBuffer): (bytes: Uint8Array) => number {
  return (bytes) => {
    if (!output.append(bytes)) throw guest.end(new RunEnded("output"));
    return bytes.length;
  };
}

function moveClock(guest: Guest, bytes: Uint8Array): number {
  if (bytes.length !== 8) return 0;
  guest.clock.sleep(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0, true));
  return 8;
}
