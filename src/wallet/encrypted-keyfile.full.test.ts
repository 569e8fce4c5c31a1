import { expect, test } from "vitest";
import { decryptKeyfile, encryptKeyfile } from "./encrypted-keyfile.ts";
import { passwordKey } from "./password-key.ts";

test("default: the key of Bittensor's wallets, as OpenSSL computes it (8 passes over 512 MiB)", async () => {
  const key = await passwordKey("password");
  expect(Buffer.from(key).toString("hex")).toBe("e0f0a46eb9cef9668809f83188345c0af9c9514a18a407709e1f34dd677a7363");
});

test("default: a file at the real cost comes back", async () => {
  const bytes = await encryptKeyfile('{"secretSeed":null}', "password");
  expect(await decryptKeyfile(bytes, "password", "key")).toBe('{"secretSeed":null}');
});
