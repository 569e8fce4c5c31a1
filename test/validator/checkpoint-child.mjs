import { CheckpointFile } from "../../src/validator/v2/checkpoint/checkpoint-file.ts";

/** Writes a checkpoint and is killed at a step of it: PATH STEP TEXT. */
const [path = "", killAt = "", text = ""] = process.argv.slice(2);
const { code, rules, netuid, hotkey } = JSON.parse(text);
await new CheckpointFile(path, { code, rules, netuid, hotkey }).write(text, {
  onStep: (step) => {
    if (step === killAt) process.kill(process.pid, "SIGKILL");
  },
});
