export { FakeChain, type FakeChainOptions } from "./fake-chain.ts";
export { FakeEndpoint } from "./fake-endpoint.ts";
export { register } from "./fake-genesis.ts";
export { FakeStorage, fromHex, toHex, type Hex } from "./fake-storage.ts";
export { FakeTrie } from "./fake-trie.ts";
