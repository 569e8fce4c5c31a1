import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decryptKeyfile, encryptKeyfile, keyfileEncryption } from "./encrypted-keyfile.ts";
import { formatKeyfile, parseKeyfile } from "./keyfile.ts";
import { KeyMaterial } from "./key-material.ts";
import { passwordKey } from "./password-key.ts";

/** Cheap, so that many can be made; the real cost is tested in the full tier. */
const COST = { passes: 1, memoryKiB: 8 };

test("default: argon2i as OpenSSL computes it, by another Node's crypto.argon2", async () => {
  const key = await passwordKey("password", { passes: 8, memoryKiB: 1024 });
  expect(Buffer.from(key).toString("hex")).toBe("0a93d244bcecf5e10c6d5fe19179c32f685f0fa5f61f677e388205520df3e5a6");
});

describe("an encrypted key file", () => {
  test("property: it opens with its password and with no other", async () => {
    const text = formatKeyfile(KeyMaterial.generate());
    const password = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(password, password, async (right, wrong) => {
        const bytes = await encryptKeyfile(text, right, COST);
        expect(keyfileEncryption(bytes)).toBe("nacl");
        expect(await decryptKeyfile(bytes, right, "key", COST)).toBe(text);
        fc.pre(wrong !== right);
        await expect(decryptKeyfile(bytes, wrong, "key", COST)).rejects.toMatchObject({ code: "credentials_invalid" });
      }),
      { numRuns: 20 },
    );
  });

  test("behavior: no secret can be read in it, and two of one key share nothing after their mark", async () => {
    const material = KeyMaterial.generate();
    const files = [];
    for (let count = 0; count < 2; count += 1) {
      files.push(Buffer.from(await encryptKeyfile(formatKeyfile(material), "pass", COST)));
    }
    for (const file of files) {
      expect(file.subarray(0, 5).toString()).toBe("$NACL");
      expect(file.includes(material.key.address)).toBe(false);
    }
    expect(files[0]!.subarray(5, 60).equals(files[1]!.subarray(5, 60))).toBe(false);
    expect(parseKeyfile(await decryptKeyfile(files[0]!, "pass", "key", COST), "key").reveal()).toEqual(
      material.reveal(),
    );
  });

  test("error: damage, a cut file, an empty password; no message repeats the password", async () => {
    const bytes = await encryptKeyfile("{}", "my password", COST);
    for (const bent of [bytes.subarray(0, 20), bytes.subarray(0, -1), Uint8Array.of(...bytes, 0)]) {
      const error: unknown = await decryptKeyfile(bent, "my password", "key", COST).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "credentials_invalid" });
      expect(String(error)).not.toContain("my password");
    }
    await expect(encryptKeyfile("{}", "", COST)).rejects.toMatchObject({ code: "credentials_invalid" });
  });
});
