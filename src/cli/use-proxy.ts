import { AffineError } from "../core/index.ts";

const VARIABLES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"] as const;
/** Addresses of this machine, which never go through a proxy. */
const LOOPBACK = ["localhost", "127.0.0.1", "::1", "[::1]"];

type Env = Readonly<Record<string, string | undefined>>;

/** The proxies that the environment names, without their passwords, by variable; empty where there are none. */
export function proxiesOf(env: Env): string[] {
  return VARIABLES.flatMap((name) => {
    const value = env[name];
    return value === undefined || value === "" ? [] : [`${name}=${shown(value)}`];
  });
}

/**
 * Sends requests through the proxies that the environment names (HTTP_PROXY, HTTPS_PROXY, less NO_PROXY), those to this
 * machine never. The chain's WebSocket and questions to models have connections of their own and go directly: `af doctor`
 * says so.
 *
 * @throws AffineError `config_invalid` for an address that is no proxy
 */
export async function useProxies(env: Env): Promise<void> {
  if (proxiesOf(env).length === 0) return;
  // Loaded only where there is one: it would slow every start down.
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import("undici");
  const noProxy = [env["NO_PROXY"] ?? env["no_proxy"] ?? "", ...LOOPBACK].filter((part) => part !== "").join(",");
  try {
    const [httpProxy, httpsProxy] = [addressIn(env, "http_proxy"), addressIn(env, "https_proxy")];
    setGlobalDispatcher(
      new EnvHttpProxyAgent({
        noProxy,
        ...(httpProxy === undefined ? {} : { httpProxy }),
        ...(httpsProxy === undefined ? {} : { httpsProxy }),
      }),
    );
  } catch (cause) {
    throw new AffineError("config_invalid", `The proxy cannot be used: ${proxiesOf(env).join(", ")}.`, {
      hint: "A proxy is http://host:port or http://user:password@host:port; unset the variable to go without.",
      cause,
    });
  }
}

/** The proxy's address; `host:port` alone is HTTP, as for curl. The small name comes first, as it does there. */
function addressIn(env: Env, name: "http_proxy" | "https_proxy"): string | undefined {
  const given = [env[name], env[name.toUpperCase()]].find((value) => value !== undefined && value !== "");
  if (given === undefined) return undefined;
  const address = withScheme(given);
  if (/^https?:\/\//i.test(address)) return address;
  throw new Error(`${address.split(":")[0] ?? ""} is no kind of proxy that is spoken here`);
}

function withScheme(address: string): string {
  return address.includes("://") ? address : `http://${address}`;
}

function shown(given: string): string {
  const address = withScheme(given);
  if (!URL.canParse(address)) return "(no address)";
  const url = new URL(address);
  return url.username === "" && url.password === "" ? `${url.protocol}//${url.host}` : `${url.protocol}//…@${url.host}`;
}
