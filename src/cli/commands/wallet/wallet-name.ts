import { defaultWalletFolder } from "../../../config/index.ts";
import type { HotkeyName } from "../../../wallet/index.ts";
import type { CommandContext } from "../../context.ts";

/** The wallet and hotkey that the settings name. */
export function walletName({ config: { values } }: CommandContext): HotkeyName {
  return {
    folder: values.walletDir ?? defaultWalletFolder(process.env),
    coldkey: values.coldkey ?? "default",
    hotkey: values.hotkey ?? "default",
  };
}
