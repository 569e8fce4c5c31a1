import { ERRNO } from "./errno.ts";
import { resolvePath } from "./file-tree.ts";
import type { Guest } from "./guest.ts";
import type { HostFunctions } from "./host-functions.ts";
import { pathAt } from "./path-at.ts";

const CURRENT_DIRECTORY = -100;
/** Flag of `unlinkat`: a folder is meant. */
const REMOVE_DIRECTORY = 0x200;

/** Making, cutting, moving and removing temporary files: below /tmp, in memory. */
export function scratchImports(guest: Guest): HostFunctions {
  const locate = (directory: number, address: number): string | undefined => {
    const path = pathAt(guest, address);
    if (path.startsWith("/") || directory === CURRENT_DIRECTORY) return resolvePath("/", path);
    const base = guest.descriptors.get(directory);
    return base?.node.kind === "directory" ? resolvePath(base.path, path) : undefined;
  };
  const remove = (path: string | undefined, directory: boolean): number => {
    if (path === undefined) return -ERRNO.badDescriptor;
    const node = guest.files.find(path);
    if (node === undefined) return -ERRNO.notFound;
    if (!guest.files.isScratch(path)) return -ERRNO.readOnly;
    if (directory && node.kind !== "directory") return -ERRNO.notDirectory;
    if (!directory && node.kind === "directory") return -ERRNO.isDirectory;
    if (node.kind === "directory" && node.entries.size > 0) return -ERRNO.notEmpty;
    const place = guest.files.place(path);
    place?.entries.delete(place.name);
    return 0;
  };
  return {
    __syscall_unlinkat: (directory: number, address: number, flags: number) =>
      remove(locate(directory, address), (flags & REMOVE_DIRECTORY) !== 0),
    __syscall_rmdir: (address: number) => remove(locate(CURRENT_DIRECTORY, address), true),
    __syscall_mkdirat(directory: number, address: number) {
      const path = locate(directory, address);
      if (path === undefined) return -ERRNO.badDescriptor;
      if (guest.files.find(path) !== undefined) return -ERRNO.exists;
      if (!guest.files.isScratch(path)) return -ERRNO.readOnly;
      if (guest.files.place(path) === undefined) return -ERRNO.notFound;
      return guest.files.make(path, "directory") === undefined ? -ERRNO.noSpace : 0;
    },
    __syscall_renameat(fromDirectory: number, fromAddress: number, toDirectory: number, toAddress: number) {
      const [from, to] = [locate(fromDirectory, fromAddress), locate(toDirectory, toAddress)];
      if (from === undefined || to === undefined) return -ERRNO.badDescriptor;
      const node = guest.files.find(from);
      if (node === undefined) return -ERRNO.notFound;
      if (!guest.files.isScratch(from) || !guest.files.isScratch(to)) return -ERRNO.readOnly;
      if (to === from) return 0;
      if (to.startsWith(`${from}/`)) return -ERRNO.invalid;
      const [source, target] = [guest.files.place(from), guest.files.place(to)];
      if (source === undefined || target === undefined) return -ERRNO.notFound;
      const replaced = target.entries.get(target.name);
      if (replaced?.kind === "directory") {
        if (node.kind !== "directory") return -ERRNO.isDirectory;
        if (replaced.entries.size > 0) return -ERRNO.notEmpty;
      } else if (replaced !== undefined && node.kind === "directory") return -ERRNO.notDirectory;
      source.entries.delete(source.name);
      target.entries.set(target.name, node);
      return 0;
    },
    __syscall_ftruncate64(descriptor: number, length: bigint) {
      const file = guest.descriptors.get(descriptor);
      if (file === undefined) return -ERRNO.badDescriptor;
      if (file.node.kind !== "scratch" || file.access?.writes !== true || length < 0n) return -ERRNO.invalid;
      if (length >= 2n ** 31n) return -ERRNO.noSpace;
      return file.node.file.cut(Number(length), (units) => guest.meter.charge(units)) ? 0 : -ERRNO.noSpace;
    },
  };
}
