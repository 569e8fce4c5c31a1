import { ERRNO } from "./errno.ts";
import { resolvePath, SCRATCH_PATH, type TreeNode } from "./file-tree.ts";
import type { Guest } from "./guest.ts";
import type { HostFunctions } from "./host-functions.ts";

/** Flags of `open` in Emscripten's C library (Linux numbers). */
const WRITE_ONLY = 0o1;
const WRITE_ONLY_OR_BOTH = 0o3;
const CREATE = 0o100;
const MUST_BE_NEW = 0o200;
const TRUNCATE = 0o1000;
const APPEND = 0o2000;
const DIRECTORY = 0o200000;
const CURRENT_DIRECTORY = -100;
const EMPTY_PATH = 0x1000;

const MODE = { directory: 0o040777, file: 0o100444, scratch: 0o100600, device: 0o020666, pipe: 0o010600 };
const STAT_BYTES = 96;
const ENTRY_BYTES = 280;
/** Fuel for looking at one entry of a folder. */
const ENTRY_UNITS = 200;
const LONGEST_NAME = 255;
const WRITE_PERMISSION = 2;
/** Bytes that the library's archive gives for one unit of fuel: they are inflated at each opening. */
const READ_BYTES_PER_UNIT = 0.2;
const MODIFIED_SECONDS = 1_700_000_000n;
const EMPTY = new Uint8Array(0);
const encoder = new TextEncoder();

/** Opening and looking at files: the in-memory tree, in which only temporary files can be written. */
export function fileImports(guest: Guest): HostFunctions {
  const locate = (directory: number, address: number): string | undefined => {
    const path = guest.memory.text(address);
    if (path.startsWith("/") || directory === CURRENT_DIRECTORY) return resolvePath("/", path);
    const base = guest.descriptors.get(directory);
    return base?.node.kind === "directory" ? resolvePath(base.path, path) : undefined;
  };
  const statPath = (path: string | undefined, address: number): number => {
    if (path === undefined) return -ERRNO.badDescriptor;
    const node = guest.files.find(path);
    return node === undefined ? -ERRNO.notFound : writeStat(guest, address, modeOf(node), sizeOf(node), node.inode);
  };
  const statDescriptor = (descriptor: number, address: number): number => {
    const file = guest.descriptors.get(descriptor);
    if (file !== undefined) return writeStat(guest, address, modeOf(file.node), sizeOf(file.node), file.node.inode);
    if (descriptor < 0 || descriptor > 2) return -ERRNO.badDescriptor;
    if (descriptor === 0) return writeStat(guest, address, MODE.file, guest.stdin.content.length, 0);
    return writeStat(guest, address, MODE.pipe, 0, 0);
  };
  return {
    __syscall_openat(directory: number, address: number, flags: number) {
      const path = locate(directory, address);
      if (path === undefined) return -ERRNO.badDescriptor;
      const writes = (flags & (WRITE_ONLY_OR_BOTH | TRUNCATE | APPEND)) !== 0;
      const creates = (flags & CREATE) !== 0;
      const found = guest.files.find(path);
      if (found === undefined) {
        if (!creates) return -ERRNO.notFound;
        if (!guest.files.isScratch(path)) return -ERRNO.readOnly;
        if (guest.files.place(path) === undefined) return -ERRNO.notFound;
      } else if (creates && (flags & MUST_BE_NEW) !== 0) return -ERRNO.exists;
      const node = found ?? guest.files.make(path, "scratch");
      if (node === undefined) return -ERRNO.noSpace;
      if ((flags & DIRECTORY) !== 0 && node.kind !== "directory") return -ERRNO.notDirectory;
      if (writes && node.kind === "directory") return -ERRNO.isDirectory;
      if (writes && node.kind === "file") return -ERRNO.readOnly;
      const content = node.kind === "file" ? node.file.read() : EMPTY;
      guest.meter.charge(Math.ceil(content.length / READ_BYTES_PER_UNIT));
      if (node.kind !== "scratch")
        return guest.descriptors.add({ path, node, content, offset: 0 }) ?? -ERRNO.tooManyOpen;
      if ((flags & TRUNCATE) !== 0) node.file.resize(0);
      const mode = flags & WRITE_ONLY_OR_BOTH;
      const access = { reads: mode !== WRITE_ONLY, writes: mode !== 0, appends: (flags & APPEND) !== 0 };
      return guest.descriptors.add({ path, node, content, offset: 0, access }) ?? -ERRNO.tooManyOpen;
    },
    __syscall_stat64: (address: number, result: number) => statPath(locate(CURRENT_DIRECTORY, address), result),
    __syscall_lstat64: (address: number, result: number) => statPath(locate(CURRENT_DIRECTORY, address), result),
    __syscall_newfstatat(directory: number, address: number, result: number, flags: number) {
      const empty = (flags & EMPTY_PATH) !== 0 && guest.memory.text(address) === "";
      if (empty && directory !== CURRENT_DIRECTORY) return statDescriptor(directory, result);
      return statPath(locate(directory, address), result);
    },
    __syscall_fstat64: statDescriptor,
    __syscall_faccessat(directory: number, address: number, mode: number) {
      const path = locate(directory, address);
      const node = path === undefined ? undefined : guest.files.find(path);
      if (node === undefined) return -ERRNO.notFound;
      const writable = node.kind === "device" || path === SCRATCH_PATH || guest.files.isScratch(path ?? "");
      return (mode & WRITE_PERMISSION) !== 0 && !writable ? -ERRNO.readOnly : 0;
    },
    __syscall_getdents64(descriptor: number, address: number, capacity: number) {
      const file = guest.descriptors.get(descriptor);
      if (file === undefined) return -ERRNO.badDescriptor;
      if (file.node.kind !== "directory") return -ERRNO.notDirectory;
      const entries: [string, TreeNode][] = [[".", file.node], ["..", file.node], ...file.node.entries];
      guest.meter.charge(ENTRY_UNITS * entries.length);
      let written = 0;
      for (const [name, node] of entries.slice(file.offset)) {
        if (written + ENTRY_BYTES > capacity >>> 0) break;
        file.offset += 1;
        writeEntry(guest, (address >>> 0) + written, name, node, file.offset);
        written += ENTRY_BYTES;
      }
      return written;
    },
    __syscall_readlinkat(directory: number, address: number) {
      const path = locate(directory, address);
      return path !== undefined && guest.files.find(path) !== undefined ? -ERRNO.invalid : -ERRNO.notFound;
    },
    __syscall_getcwd(address: number, capacity: number) {
      if (capacity >>> 0 < 2) return -ERRNO.range;
      return guest.memory.setText(address, "/");
    },
  };
}

function modeOf(node: TreeNode): number {
  return MODE[node.kind];
}

function sizeOf(node: TreeNode): number {
  return node.kind === "file" || node.kind === "scratch" ? node.file.sizeBytes : 0;
}

/** `struct stat` of Emscripten: device, mode, links, owner, group, special device, size, block, times, inode. */
function writeStat(guest: Guest, address: number, mode: number, sizeBytes: number, inode: number): number {
  const start = address >>> 0;
  guest.memory.slice(start, STAT_BYTES).fill(0);
  guest.memory.setUint32(start, 1);
  guest.memory.setUint32(start + 4, mode);
  guest.memory.setUint32(start + 8, 1);
  guest.memory.setUint64(start + 24, BigInt(sizeBytes));
  guest.memory.setUint32(start + 32, 4096);
  guest.memory.setUint32(start + 36, Math.ceil(sizeBytes / 512));
  for (const time of [40, 56, 72]) guest.memory.setUint64(start + time, MODIFIED_SECONDS);
  guest.memory.setUint64(start + 88, BigInt(inode));
  return 0;
}

/** `struct dirent` of Emscripten: inode, next offset, length, type, name. */
function writeEntry(guest: Guest, start: number, name: string, node: TreeNode, next: number): void {
  const entry = guest.memory.slice(start, ENTRY_BYTES);
  entry.fill(0);
  guest.memory.setUint64(start, BigInt(node.inode));
  guest.memory.setUint64(start + 8, BigInt(next * ENTRY_BYTES));
  guest.memory.setInt16(start + 16, ENTRY_BYTES);
  entry[18] = node.kind === "directory" ? 4 : node.kind === "device" ? 2 : 8;
  entry.set(encoder.encode(name).subarray(0, LONGEST_NAME), 19);
}
