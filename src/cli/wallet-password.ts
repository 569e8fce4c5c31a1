import { stat } from "node:fs/promises";
import { AffineError, errorMessage } from "../core/index.ts";
import { readRegularFile } from "../io/index.ts";
import type { PasswordSource } from "../wallet/index.ts";
import { askPassword, type Terminal } from "./ask-password.ts";
import type { CommandContext } from "./context.ts";
import { say } from "../telemetry/index.ts";

const MOST_PASSWORD_BYTES = 65_536;

/** Passwords of encrypted keys: from the environment, a file, or the person at the terminal. Never from a flag. */
export function passwordSource(context: CommandContext): PasswordSource {
  return async (keyfile) => {
    const given = await configuredPassword(context);
    const terminal = terminalOf();
    const password =
      given ?? (terminal === undefined ? undefined : await askPassword(`Password of ${keyfile}: `, terminal));
    if (password !== undefined) say(`opening ${keyfile}; this takes up to a minute`);
    return password;
  };
}

/**
 * The password for a key that is to be encrypted; in a terminal it is typed twice.
 *
 * @throws AffineError `credentials_missing` when there is none and nobody to ask.
 */
export async function newPassword(context: CommandContext): Promise<string> {
  const given = await configuredPassword(context);
  if (given !== undefined) return given;
  const terminal = terminalOf();
  if (terminal === undefined) {
    throw new AffineError("credentials_missing", "There is no password to encrypt the key with.", {
      hint: "Set BT_WALLET_PASSWORD_FILE (or BT_WALLET_PASSWORD), or run it in a terminal, where it is asked for.",
    });
  }
  const first = await askPassword("New password: ", terminal);
  if (first === (await askPassword("Again: ", terminal))) return first;
  throw new AffineError("usage", "The two passwords differ.");
}

async function configuredPassword({ config, log }: CommandContext): Promise<string | undefined> {
  const { walletPassword, walletPasswordFile } = config.values;
  if (walletPassword !== undefined) return walletPassword;
  if (walletPasswordFile === undefined) return undefined;
  try {
    const { mode, size } = await stat(walletPasswordFile);
    if ((mode & 0o077) !== 0 && size > 0) {
      log.warn({ file: walletPasswordFile }, "others can read the password file: chmod 600 it");
    }
    // An empty file, or /dev/null, says that there is none.
    if (walletPasswordFile === "/dev/null") return undefined;
    const bytes = await readRegularFile(walletPasswordFile, { maxBytes: MOST_PASSWORD_BYTES, followLink: true });
    const password = String(bytes ?? "").replace(/\r?\n$/, "");
    return password === "" ? undefined : password;
  } catch (cause) {
    throw new AffineError("credentials_missing", `The password file cannot be read: ${errorMessage(cause)}`, {
      hint: "Check BT_WALLET_PASSWORD_FILE.",
      cause,
    });
  }
}

function terminalOf(): Terminal | undefined {
  return process.stdin.isTTY && process.stderr.isTTY ? { input: process.stdin, output: process.stderr } : undefined;
}
