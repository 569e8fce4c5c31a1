import { lookup as systemLookup, type LookupAddress, type LookupOptions } from "node:dns";
import { isPrivateAddress } from "../../record/index.ts";

/** What {@link publicLookup} fails with. */
export const PRIVATE_ADDRESS_CODE = "EPRIVATE";

type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/**
 * `dns.lookup` that gives public addresses only, so that a stranger's host name cannot lead to this machine or its
 * neighbours, whatever it resolves to the second time.
 */
export function publicLookup(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      callback(error, "");
      return;
    }
    const open = addresses.filter(({ address }) => !isPrivateAddress(address));
    const [first] = open;
    if (first === undefined) {
      callback(Object.assign(new Error(`${hostname} has no public address`), { code: PRIVATE_ADDRESS_CODE }), "");
    } else if (options.all === true) callback(null, open);
    else callback(null, first.address, first.family);
  });
}
