import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { InterpreterInstance, OpenGates } from "../../../src/sandbox/interpreter/instance.ts";

const CREATE = 0o100;
const NOT_FOUND = -44;

/** The file gate taken away: `open` reaches the files of this machine, for reading and for creating. */
export function hostFiles(instance: () => InterpreterInstance): OpenGates {
  return {
    imports: {
      __syscall_openat: (_directory: number, address: number, flags: number) => {
        const { guest, memory } = instance();
        const path = memory.text(address);
        if ((flags & CREATE) !== 0) writeFileSync(path, "written by the program");
        if (!existsSync(path)) return NOT_FOUND;
        const content = readFileSync(path);
        const file = { path, sizeBytes: content.length, read: () => content };
        return guest.descriptors.add({ path, node: { kind: "file", inode: 1, file }, content, offset: 0 });
      },
    },
  };
}
