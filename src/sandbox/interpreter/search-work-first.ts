import { WORK_PATH } from "../limits.ts";
import type { InterpreterInstance } from "./instance.ts";

/** Makes the working folder the first place in which modules are looked for, as the folder of a script is. */
export function searchWorkFirst(instance: InterpreterInstance): void {
  const text = (value: string): number => {
    const address = instance.call("malloc", value.length + 1);
    instance.memory.setText(address, value);
    return address;
  };
  const [name, folder] = [text("path"), text(WORK_PATH)];
  const entry = instance.call("PyUnicode_FromString", folder);
  instance.call("PyList_Insert", instance.call("PySys_GetObject", name), 0, entry);
  for (const address of [name, folder]) instance.call("free", address);
}
