import { AffineError } from "../../../core/index.ts";

export function unknownSubnet(netuid: number): AffineError {
  return new AffineError("not_found", `There is no subnet ${netuid}.`, {
    hint: "Check AFFINE_NETUID and the network: subnet numbers differ between them.",
  });
}
