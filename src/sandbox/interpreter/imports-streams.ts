import { CLOCK_DESCRIPTOR, type OpenFile } from "./descriptors.ts";
import { ERRNO } from "./errno.ts";
import type { Guest } from "./guest.ts";
import type { HostFunctions } from "./host-functions.ts";
import type { OutputBuffer } from "./output-buffer.ts";
import { fillRandom } from "./fill-random.ts";
import { RunEnded } from "./run-ended.ts";

/** Commands of `fcntl`: F_DUPFD and F_DUPFD_CLOEXEC. */
const DUPLICATE = 0;
const DUPLICATE_CLOSING = 1030;
const NOTHING = new Uint8Array(0);
/** IOV_MAX of Linux: more vectors than this are refused. */
const MOST_VECTORS = 1024;
const MOST_OFFSET = 2n ** 40n;
/** Answer of a move for which there is no room. */
const NO_SPACE = -1;
/** Bytes of a stream or file that the host moves for one unit of fuel. */
const MOVED_BYTES_PER_UNIT = 4;
/** WASI file types. Streams are of none: the C library takes a character device for a terminal. */
const FILE_TYPE = { unknown: 0, directory: 3, regular: 4 };

/** Reading and writing descriptors. */
export function streamImports(guest: Guest): HostFunctions {
  return {
    fd_read(descriptor: number, vectors: number, count: number, resultAddress: number) {
      if (descriptor === 0) {
        return transfer(guest, vectors, count, resultAddress, (target) => readContent(guest.stdin, target));
      }
      const file = guest.descriptors.get(descriptor);
      if (file === undefined || file.access?.reads === false) return ERRNO.badDescriptor;
      if (file.node.kind === "directory") return ERRNO.isDirectory;
      return transfer(guest, vectors, count, resultAddress, (target) => readFile(guest, file, target));
    },
    fd_pread(descriptor: number, vectors: number, count: number, offset: bigint, resultAddress: number) {
      const file = guest.descriptors.get(descriptor);
      if (descriptor === 0) {
        const reader = { content: guest.stdin.content, offset: Number(offset) };
        return transfer(guest, vectors, count, resultAddress, (target) => readContent(reader, target));
      }
      if (file === undefined) return descriptor <= CLOCK_DESCRIPTOR ? ERRNO.notSeekable : ERRNO.badDescriptor;
      if (file.access?.reads === false) return ERRNO.badDescriptor;
      if (file.node.kind !== "file" && file.node.kind !== "scratch") return ERRNO.notSeekable;
      const reader = { ...file, offset: Number(offset) };
      return transfer(guest, vectors, count, resultAddress, (target) => readFile(guest, reader, target));
    },
    fd_write(descriptor: number, vectors: number, count: number, resultAddress: number) {
      const sink = sinkOf(guest, descriptor);
      if (sink === undefined) return ERRNO.badDescriptor;
      return transfer(guest, vectors, count, resultAddress, sink);
    },
    fd_seek(descriptor: number, offset: bigint, whence: number, resultAddress: number) {
      const opened = guest.descriptors.get(descriptor);
      const file = descriptor === 0 ? guest.stdin : opened;
      if (file === undefined) return isStream(descriptor) ? ERRNO.notSeekable : ERRNO.badDescriptor;
      if (opened?.node.kind === "device") return ERRNO.notSeekable;
      const size = opened?.node.kind === "scratch" ? opened.node.file.sizeBytes : file.content.length;
      const base = [0, file.offset, size][whence];
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
        descriptor === 0 || file?.node.kind === "file" || file?.node.kind === "scratch"
          ? FILE_TYPE.regular
          : file?.node.kind === "directory"
            ? FILE_TYPE.directory
            : FILE_TYPE.unknown;
      return 0;
    },
    fd_pwrite(descriptor: number, vectors: number, count: number, offset: bigint, resultAddress: number) {
      const file = guest.descriptors.get(descriptor);
      if (file === undefined) return descriptor <= CLOCK_DESCRIPTOR ? ERRNO.notSeekable : ERRNO.badDescriptor;
      if (file.node.kind !== "scratch" || file.access?.writes !== true) return ERRNO.badDescriptor;
      if (offset < 0n || offset > MOST_OFFSET) return ERRNO.invalid;
      const writer = { ...file, access: { ...file.access, appends: false }, offset: Number(offset) };
      return transfer(guest, vectors, count, resultAddress, (bytes) => writeScratch(writer, bytes));
    },
    fd_sync: (descriptor: number) =>
      isStream(descriptor) || guest.descriptors.get(descriptor) !== undefined ? 0 : ERRNO.badDescriptor,
    __syscall_fcntl64(descriptor: number, command: number) {
      if (command === DUPLICATE || command === DUPLICATE_CLOSING) return duplicate(guest, descriptor);
      return isStream(descriptor) || guest.descriptors.get(descriptor) !== undefined ? 0 : -ERRNO.badDescriptor;
    },
    __syscall_dup: (descriptor: number) => duplicate(guest, descriptor),
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

/** A second descriptor of the same open file, with the same position; of a stream, its device. */
function duplicate(guest: Guest, descriptor: number): number {
  const path = ["/dev/stdin", "/dev/stdout", "/dev/stderr"][descriptor];
  const node = path === undefined ? undefined : guest.files.find(path);
  const device = node === undefined ? undefined : { path: path ?? "", node, content: NOTHING, offset: 0 };
  const file = guest.descriptors.get(descriptor) ?? device;
  if (file === undefined) return -ERRNO.badDescriptor;
  return guest.descriptors.add(file) ?? -ERRNO.tooManyOpen;
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
  let hasRoom = true;
  for (let index = 0; index < count && hasRoom; index += 1) {
    const vector = (vectors >>> 0) + 8 * index;
    const part = guest.memory.slice(guest.memory.getUint32(vector), guest.memory.getUint32(vector + 4));
    const moved = move(part);
    hasRoom = moved !== NO_SPACE;
    if (hasRoom) total += moved;
    if (moved < part.length) break;
  }
  guest.meter.charge(Math.ceil(total / MOVED_BYTES_PER_UNIT));
  if (!hasRoom) return ERRNO.noSpace;
  guest.memory.setUint32(resultAddress, total);
  return 0;
}

function readContent(file: { readonly content: Uint8Array; offset: number }, target: Uint8Array): number {
  const chunk = file.content.subarray(file.offset, file.offset + target.length);
  target.set(chunk);
  file.offset += chunk.length;
  return chunk.length;
}

function readFile(guest: Guest, file: OpenFile, target: Uint8Array): number {
  if (file.node.kind === "device") {
    if (file.node.device === "stdin") return readContent(guest.stdin, target);
    if (file.node.device !== "random") return 0;
    fillRandom(guest, target);
    return target.length;
  }
  if (file.node.kind !== "scratch") return readContent(file, target);
  const reader = { content: file.node.file.read(), offset: file.offset };
  const length = readContent(reader, target);
  file.offset = reader.offset;
  return length;
}

/** `NO_SPACE` if it cannot grow. */
function writeScratch(file: OpenFile, bytes: Uint8Array): number {
  if (file.node.kind !== "scratch") return 0;
  const scratch = file.node.file;
  if (file.access?.appends === true) file.offset = scratch.sizeBytes;
  if (!scratch.write(file.offset, bytes)) return NO_SPACE;
  file.offset += bytes.length;
  return bytes.length;
}

/** Where bytes written to a descriptor go; undefined if it cannot be written to. */
function sinkOf(guest: Guest, descriptor: number): ((bytes: Uint8Array) => number) | undefined {
  if (descriptor === 1) return capped(guest, guest.stdout);
  if (descriptor === 2) return capped(guest, guest.stderr);
  if (descriptor === CLOCK_DESCRIPTOR) return (bytes) => moveClock(guest, bytes);
  const file = guest.descriptors.get(descriptor);
  if (file?.access?.writes === true) return (bytes) => writeScratch(file, bytes);
  const node = file?.node;
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
