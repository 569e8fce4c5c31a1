import { execFileSync } from "node:child_process";

/** Two networks on which hosts of one's own stand: one to the queue, one to the models. Needs the right to make them. */
export class NetworkNamespaces {
  readonly #name: string;
  readonly #made: (() => void)[] = [];
  readonly queueAddress = "10.213.71.1";
  readonly modelsAddress = "10.213.72.1";

  private constructor(name: string) {
    this.#name = name;
  }

  /** `undefined` where nobody may make them. */
  static make(hosts: number): NetworkNamespaces | undefined {
    const namespaces = new NetworkNamespaces(`af${process.pid % 100_000}`);
    try {
      namespaces.#bridge("q", namespaces.queueAddress);
      namespaces.#bridge("m", namespaces.modelsAddress);
      for (let host = 0; host < hosts; host += 1) namespaces.#host(host);
      return namespaces;
    } catch {
      namespaces.remove();
      return undefined;
    }
  }

  /** Words before a command that runs on a host. */
  within(host: number): readonly string[] {
    return ["ip", "netns", "exec", this.#hostName(host)];
  }

  /** Cuts a host off the queue, or gives it its cable back; it reaches the models all the while. */
  setQueueLink(host: number, state: "up" | "down"): void {
    ip("link", "set", this.#cable("q", host), state);
  }

  remove(): void {
    for (const undo of this.#made.reverse()) {
      try {
        undo();
      } catch {
        // It went with another: a namespace takes its cables along.
      }
    }
    this.#made.length = 0;
  }

  #bridge(which: string, address: string): void {
    const bridge = `${this.#name}${which}`;
    ip("link", "add", bridge, "type", "bridge");
    this.#made.push(() => ip("link", "del", bridge));
    ip("addr", "add", `${address}/24`, "dev", bridge);
    ip("link", "set", bridge, "up");
  }

  #host(host: number): void {
    const name = this.#hostName(host);
    ip("netns", "add", name);
    this.#made.push(() => ip("netns", "del", name));
    ip("-n", name, "link", "set", "lo", "up");
    for (const [which, network] of [
      ["q", this.queueAddress],
      ["m", this.modelsAddress],
    ] as const) {
      const cable = this.#cable(which, host);
      ip("link", "add", cable, "type", "veth", "peer", "name", which, "netns", name);
      this.#made.push(() => ip("link", "del", cable));
      ip("link", "set", cable, "master", `${this.#name}${which}`, "up");
      ip("-n", name, "addr", "add", `${network.replace(/\d+$/, String(11 + host))}/24`, "dev", which);
      ip("-n", name, "link", "set", "dev", which, "up");
    }
  }

  #hostName(host: number): string {
    return `${this.#name}h${host}`;
  }

  #cable(which: string, host: number): string {
    return `${this.#name}${which}${host}`;
  }
}

function ip(...words: string[]): void {
  execFileSync("ip", words, { stdio: "ignore" });
}
