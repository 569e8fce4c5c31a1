import { proxiesOf } from "../use-proxy.ts";
import { warning, type Finding } from "./finding.ts";

/** Which proxies are used, and what goes past them; nothing to say where none is set. */
export function checkProxy(env: Readonly<Record<string, string | undefined>>): Finding[] {
  const proxies = proxiesOf(env);
  if (proxies.length === 0) return [];
  return [
    warning(
      "proxy",
      `${proxies.join(", ")}: used for the hub, hosts' management and pages`,
      "The chain's WebSocket, questions to models and validators' records go directly: they need a way out of their own.",
    ),
  ];
}
