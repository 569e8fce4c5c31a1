import { BlockList, isIP } from "node:net";

/** Addresses that are not out in the world: IANA's special-purpose registries for IPv4 and IPv6, and multicast. */
const NOT_PUBLIC: readonly (readonly [network: string, prefix: number, family: "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.0.2.0", 24, "ipv4"],
  ["192.88.99.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"],
  ["203.0.113.0", 24, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  ["::", 96, "ipv6"],
  ["64:ff9b::", 32, "ipv6"],
  ["100::", 64, "ipv6"],
  ["2001::", 23, "ipv6"],
  ["2001:db8::", 32, "ipv6"],
  ["2002::", 16, "ipv6"],
  ["3fff::", 20, "ipv6"],
  ["5f00::", 16, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 9, "ipv6"],
  ["ff00::", 8, "ipv6"],
];

/** Endings of names that lead nowhere outside of somebody's own network (RFC 6761, 6762, 8375 and common use). */
const LOCAL_ENDINGS = [
  ...["localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "arpa"],
  ...["invalid", "test", "onion"],
];

const blocked = new BlockList();
for (const [network, prefix, family] of NOT_PUBLIC) blocked.addSubnet(network, prefix, family);

/** Whether an IP address is this machine's, a neighbour's or nobody's; a text that is no IP address is not. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "");
  const family = isIP(bare);
  if (family === 0) return false;
  return blocked.check(bare, family === 4 ? "ipv4" : "ipv6");
}

/** Whether a URL's host is `localhost` or a private IP address. Names are looked at when they are resolved. */
export function isPrivateHost(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, "");
  return name === "localhost" || name.endsWith(".localhost") || isPrivateAddress(name);
}

/**
 * Why an address is not one that strangers may be sent to: they reach public https hosts only, and a text that two
 * parsers could read differently is no address. What a name resolves to is looked at by whoever connects.
 *
 * @returns what is wrong, or `undefined`
 */
export function publicUrlFault(text: string): string | undefined {
  if (!URL.canParse(text)) return "it is no URL";
  const { protocol, username, password, hostname, search, hash, href } = new URL(text);
  if (protocol !== "https:") return "it is not https";
  if (username !== "" || password !== "") return "it carries a user name or password";
  if (search !== "" || hash !== "" || /[?#]/.test(text)) return "it has a query or fragment";
  const labels = hostname.split(".");
  if (isPrivateAddress(hostname)) return `${hostname} is no public address`;
  if (isIP(hostname.replace(/^\[|\]$/g, "")) === 0) {
    if (labels.includes("")) return `${hostname} has an empty label`;
    if (labels.length < 2 || LOCAL_ENDINGS.includes(labels.at(-1) ?? "")) return `${hostname} is no public name`;
  }
  // Upper case, numbers in other bases, escapes, a missing slash: one address has one spelling.
  return href === text ? undefined : `its plain spelling is ${href.slice(0, 200)}`;
}
