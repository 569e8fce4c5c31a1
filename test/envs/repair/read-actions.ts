import { readAction } from "../../../src/envs/repair/tools/read-action.ts";
import { act } from "../../../src/envs/repair/study/read-history.ts";

/** Actions as they are read, for the tests of what reads them. */
export const read = (text: string) => readAction(act(text));
export const PATCH = "<<<<<<<\n  x\n=======\n  y\n>>>>>>>";
export const EDIT = { verb: "edit", path: "a/b.py", patches: [{ old: "  x", new: "  y", indent: "" }] };
export const READ = { verb: "read", path: "a/b.py", from: 1, to: Infinity };
export const PART = { verb: "read", path: "a/b.py", from: 20, to: 40 };
export const lost = (reason: string) => ({ verb: "lost", reason });
