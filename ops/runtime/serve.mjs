/**
 * A chain of one process over a compiled runtime: node serve.mjs RUNTIME, after ops/runtime-env.sh has made the folder.
 *
 * RUNTIME is a runtime's wasm (plain or compressed, as `cargo build` leaves it) or a raw chain specification (JSON). Of a wasm the
 * first state is what its own GenesisBuilder makes, with //Alice rich and sudo where there is such a pallet. Speaks
 * JSON-RPC over WebSocket on loopback; a block for each transaction, and `dev_newBlock` for more. Prints one line of JSON when it is
 * ready: its address, the runtime's name and version. Signatures are really checked; consensus and state roots are not.
 */
import { readFileSync } from "node:fs";
import {
  allHandlers,
  BuildBlockMode,
  GenesisProvider,
  getRuntimeVersion,
  ResponseError,
  runTask,
  setup,
} from "@acala-network/chopsticks-core";
import { WebSocketServer } from "ws";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const RICH = 1_000_000_000_000_000;
const CODE = "0x3a636f6465";

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("usage: node serve.mjs RUNTIME.wasm | SPEC.json\n");
  process.exit(2);
}
const top = await firstState(file);
const version = await getRuntimeVersion(top[CODE]);
const properties = { ss58Format: 42, tokenDecimals: 9, tokenSymbol: "TAO" };
const genesis = new GenesisProvider({ id: "test", name: version.specName, properties, genesis: { raw: { top } } });
const chain = await setup({ genesis, buildBlockMode: BuildBlockMode.Instant, allowUnresolvedImports: true });
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, maxPayload: 1 << 26 });
server.on("connection", serve);
server.on("listening", () => {
  const { specName, specVersion } = version;
  process.stdout.write(
    `${JSON.stringify({ url: `ws://127.0.0.1:${server.address().port}`, specName, specVersion })}\n`,
  );
});

/** All keys of the state before the first block, the runtime's code among them. */
async function firstState(path) {
  const bytes = readFileSync(path);
  if (bytes[0] === 0x7b) {
    const { genesis: given } = JSON.parse(bytes.toString("utf8"));
    const raw = given?.raw?.top;
    if (raw?.[CODE] === undefined)
      throw new Error(`${path}: a chain specification without a raw state; build one with --raw`);
    return raw;
  }
  const wasm = `0x${bytes.toString("hex")}`;
  const preset = fromScale((await call(wasm, "GenesisBuilder_get_preset", "0x00")).result);
  const config = JSON.parse(preset);
  if (config.balances !== undefined) config.balances.balances = [[ALICE, RICH]];
  if (config.sudo !== undefined) config.sudo.key = ALICE;
  const { result, storageDiff } = await call(wasm, "GenesisBuilder_build_state", scaleBytes(JSON.stringify(config)));
  if (!result.startsWith("0x00"))
    throw new Error(`${path}: the runtime refuses its own first state: ${textOf(result)}`);
  const made = Object.fromEntries(storageDiff.filter(([, value]) => value !== null));
  return { ...made, [CODE]: wasm };
}

/** Calls a runtime on an empty state. */
async function call(wasm, method, argument) {
  const nothing = () => Promise.resolve(undefined);
  const task = {
    wasm,
    calls: [[method, [argument]]],
    mockSignatureHost: false,
    allowUnresolvedImports: true,
    runtimeLogLevel: 0,
  };
  const response = await runTask(task, { getStorage: nothing, getNextKey: nothing });
  if ("Call" in response) return response.Call;
  throw new Error(
    `${method} does not run (${String(response.Error).slice(0, 300)}): a runtime of before 2024 needs a raw chain specification`,
  );
}

/** Option<Vec<u8>> as text. */
function fromScale(hex) {
  const bytes = Buffer.from(hex.slice(2), "hex");
  if (bytes[0] !== 1) throw new Error("the runtime has no first state of its own: give a raw chain specification");
  return bytes.subarray(1 + [1, 2, 4, 5][bytes[1] & 3]).toString("utf8");
}

function scaleBytes(text) {
  const bytes = Buffer.from(text, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length * 4 + 2);
  return `0x${Buffer.concat([bytes.length < 16_384 ? shortLength(bytes.length) : length, bytes]).toString("hex")}`;
}

function shortLength(length) {
  if (length < 64) return Buffer.of(length << 2);
  const two = Buffer.alloc(2);
  two.writeUInt16LE((length << 2) | 1);
  return two;
}

function textOf(hex) {
  return Buffer.from(hex.slice(2), "hex")
    .toString("utf8")
    .replaceAll(/[^ -~]/g, " ")
    .slice(0, 500);
}

function serve(socket) {
  const cancels = new Map();
  const subscriptions = {
    subscribe(method, subscription, onCancel = () => undefined) {
      cancels.set(subscription, onCancel);
      return (result) => {
        if (cancels.has(subscription)) send({ jsonrpc: "2.0", method, params: { subscription, result } });
      };
    },
    unsubscribe(subscription) {
      cancels.get(subscription)?.(subscription);
      cancels.delete(subscription);
    },
  };
  const send = (message) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(message));
  socket.on("message", (data) => {
    const { id, method, params = [] } = JSON.parse(data.toString("utf8"));
    answer(method, params, subscriptions).then(
      (result) => send({ jsonrpc: "2.0", id, result: result ?? null }),
      (thrown) => {
        const { code = -32_603, message = String(thrown) } = thrown instanceof ResponseError ? thrown : {};
        send({ jsonrpc: "2.0", id, error: { code, message } });
      },
    );
  });
  socket.on("close", () => {
    for (const [subscription, cancel] of cancels) cancel(subscription);
    cancels.clear();
  });
}

async function answer(method, params, subscriptions) {
  const handler = Object.hasOwn(allHandlers, method) ? allHandlers[method] : undefined;
  if (handler === undefined) throw new ResponseError(-32_601, "Method not found");
  return handler({ chain }, params, subscriptions);
}
