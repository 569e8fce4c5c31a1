import { expect, test } from "vitest";
import { chooseEndpoints, isSubtensorEndpoint } from "./networks.ts";

test("default: names bring their endpoints and their genesis", () => {
  expect(chooseEndpoints("finney")).toMatchObject({
    genesis: "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03",
    pinnedBeacon: true,
  });
  expect(chooseEndpoints("finney").endpoints[0]).toMatch(/^wss:/);
  expect(chooseEndpoints("local")).toEqual({ endpoints: ["ws://127.0.0.1:9944"], pinnedBeacon: false });
});

test("behavior: an address of one's own with a name as the fallback has the name's genesis", () => {
  const { endpoints, genesis } = chooseEndpoints("ws://10.0.0.1:9944", "ws://10.0.0.2:9944, finney");
  expect(endpoints.slice(0, 2)).toEqual(["ws://10.0.0.1:9944", "ws://10.0.0.2:9944"]);
  expect(genesis).toBe(chooseEndpoints("finney").genesis);
  expect(chooseEndpoints("finney", "finney").endpoints).toEqual(chooseEndpoints("finney").endpoints);
});

test("error: two networks, an address that is none", () => {
  expect(() => chooseEndpoints("finney", "test")).toThrow(/two networks/);
  for (const bad of ["http://10.0.0.1", "finny", "ws://"]) {
    expect(() => chooseEndpoints(bad)).toThrow(/no endpoint of Bittensor/);
  }
  expect(["finney", "wss://x.example", "http://127.0.0.1:1", "embedded"].map(isSubtensorEndpoint)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
