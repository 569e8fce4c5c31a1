import { AffineError, errorMessage } from "../../core/index.ts";
import { hotkeyPath, readHotkey } from "../../wallet/index.ts";
import { othersFinding } from "./check-secrecy.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

export async function checkWallet(name: { folder: string; coldkey: string; hotkey: string }): Promise<Finding> {
  try {
    const { key } = await readHotkey(name);
    const found = `${name.coldkey}/${name.hotkey}: ${key.address}`;
    return (await othersFinding("hotkey", hotkeyPath(name), `${found}, but `)) ?? ok("hotkey", found);
  } catch (error) {
    const found = errorMessage(error);
    const advice =
      (AffineError.isInstance(error) ? error.hint : undefined) ?? "Check BT_WALLET_COLD and BT_WALLET_HOT.";
    const missing = AffineError.isInstance(error) && error.code === "credentials_missing";
    return missing
      ? warning("hotkey", found, `${advice} Only validators and miners need one.`)
      : problem("hotkey", found, advice);
  }
}
