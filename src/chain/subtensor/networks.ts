import { AffineError } from "../../core/index.ts";
import type { Hex } from "../chain.ts";

export interface Network {
  /** In the order in which they are tried. */
  readonly endpoints: readonly string[];
  /** Hash of block 0; every endpoint that names another is refused. */
  readonly genesis?: Hex;
  /** Timelocks of a known network are made for drand's own key, whatever an endpoint says. */
  readonly pinnedBeacon: boolean;
}

/**
 * Bittensor's networks by the names that its own tools use (bittensor/core/settings.py). `local` is a node on this
 * machine: its genesis is whatever it was started with.
 */
const NETWORKS: Readonly<Record<string, Network>> = {
  finney: {
    endpoints: ["wss://entrypoint-finney.opentensor.ai:443", "wss://lite.sub.latent.to:443"],
    genesis: "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03",
    pinnedBeacon: true,
  },
  test: {
    endpoints: ["wss://test.finney.opentensor.ai:443"],
    genesis: "0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105",
    pinnedBeacon: true,
  },
  local: { endpoints: ["ws://127.0.0.1:9944"], pinnedBeacon: false },
};

/** Whether an endpoint is one of Bittensor, by name or by address; the embedded chain speaks http(s). */
export function isSubtensorEndpoint(endpoint: string): boolean {
  return Object.hasOwn(NETWORKS, endpoint) || /^wss?:\/\//i.test(endpoint);
}

/**
 * The endpoints to try, and the genesis that they must have: of the first name among them.
 *
 * @param endpoint a name or a ws(s):// address.
 * @param fallback more of them, separated by commas, tried after it.
 * @throws AffineError `config_invalid` for a malformed address, or names of two different networks.
 */
export function chooseEndpoints(endpoint: string, fallback?: string): Network {
  const given = [endpoint, ...(fallback ?? "").split(",")].map((text) => text.trim()).filter((text) => text !== "");
  const named = given.filter((text) => Object.hasOwn(NETWORKS, text));
  if (new Set(named).size > 1) {
    throw new AffineError("config_invalid", `The endpoints name two networks: ${named.join(" and ")}.`, {
      hint: "SUBTENSOR_ENDPOINT and SUBTENSOR_FALLBACK are of one network.",
    });
  }
  const network = NETWORKS[named[0] ?? ""];
  const endpoints = given.flatMap((text) => NETWORKS[text]?.endpoints ?? [checkedAddress(text)]);
  return {
    endpoints: [...new Set(endpoints)],
    ...(network?.genesis === undefined ? {} : { genesis: network.genesis }),
    pinnedBeacon: network?.pinnedBeacon ?? false,
  };
}

/** Genesis of a network that is named among endpoints; undefined where none is, or it is a node of one's own. */
export function namedGenesis(endpoint: string, fallback?: string): Hex | undefined {
  return isSubtensorEndpoint(endpoint) ? chooseEndpoints(endpoint, fallback).genesis : undefined;
}

function checkedAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ["ws:", "wss:"].includes(url.protocol)) return text;
  throw new AffineError("config_invalid", `${JSON.stringify(text)} is no endpoint of Bittensor.`, {
    hint: `It is ${Object.keys(NETWORKS).join(", ")}, or an address that begins with ws:// or wss://.`,
  });
}
