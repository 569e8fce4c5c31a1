import { parentPort, workerData } from "node:worker_threads";
import { ArenaReading } from "../../arena/index.ts";
import { openNetwork } from "../../chain/index.ts";
import { errorMessage, opening } from "../../core/index.ts";
import { pause } from "../../io/index.ts";
import { announcedUrl } from "../../record/index.ts";
import { FederatedStore, FsStore, HttpStore } from "../../store/index.ts";
import { logAsJson } from "../../telemetry/index.ts";
import type { ArenaThreadData, FromArenaThread, ToArenaThread } from "./messages.ts";

/** Where others keep their records is looked up so often. */
const PEERS_MS = 60_000;
/** Pause after a failure of chain or store. */
const AGAIN_MS = 5_000;

/** Replays what the validator has decided, in a thread of its own: spectators never hold the validator up. */
const { network, rules } = workerData as ArenaThreadData;
const port = parentPort;
if (port === null) throw new Error("This program is a thread of af.");
logAsJson();

const tell = (message: FromArenaThread): void => port.postMessage(message);
let wanted = -1;
let wake: (() => void) | undefined;
port.on("message", ({ decidedBlock }: ToArenaThread) => {
  wanted = Math.max(wanted, decidedBlock);
  wake?.();
});

const { chain, store } = await opening(async (closing) => {
  const opened = openNetwork(network);
  closing.add(() => opened.close());
  const own = await FsStore.open(network.home, { readOnly: true });
  const federated = new FederatedStore({
    own,
    open: (url) => HttpStore.open(url, { publicOnly: !network.allowEndpoints }),
    onTrouble: (hotkey, { message }) => tell({ kind: "problem", key: hotkey, message }),
  });
  return { chain: opened, store: federated };
});
const reading = new ArenaReading({
  ...{ chain, store, rules },
  onBegin: () => tell({ kind: "begin" }),
  onState: (state) => tell({ kind: "state", state }),
  onRound: (round) => tell({ kind: "round", round }),
  onProgress: (block) => tell({ kind: "progress", block }),
  onProblem: ({ key, message }) => tell({ kind: "problem", key, message }),
});

let done = -1;
let peersAtMs = -Infinity;
for (;;) {
  if (done >= wanted) {
    await new Promise<void>((resolve) => (wake = resolve));
    continue;
  }
  const block = wanted;
  try {
    if (performance.now() - peersAtMs > PEERS_MS) {
      await store.setPeers(await announced());
      peersAtMs = performance.now();
    }
    await reading.readToDecision(block);
    done = block;
    tell({ kind: "ready", block: reading.block ?? null });
  } catch (error) {
    tell({ kind: "trouble", message: errorMessage(error) });
    await pause(AGAIN_MS);
  }
}

async function announced(): Promise<Map<string, string>> {
  const urls = new Map<string, string>();
  for (const [hotkey, { text }] of await chain.commitments(network.netuid)) {
    const url = announcedUrl(text);
    if (url !== undefined) urls.set(hotkey, url);
  }
  return urls;
}
