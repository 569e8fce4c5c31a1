import { describe, expect, test } from "vitest";
import {
  NETUID,
  chain,
  end,
  headerOf,
  key,
  remote,
  start,
  useSigningServices,
} from "../../../test/signer/signing-services.ts";
import { announcementText, headerHash } from "../../record/index.ts";

useSigningServices();

describe("an address that strangers are sent to", () => {
  test.each([
    ["http://records.example.org/", "not https"],
    ["https://169.254.169.254/", "no public address"],
    ["https://127.0.0.1/", "no public address"],
    ["https://10.0.0.1/", "no public address"],
    ["https://192.168.1.1:8443/x/", "no public address"],
    ["https://[::1]/", "no public address"],
    ["https://[::ffff:169.254.169.254]/", "no public address"],
    ["https://[fd00::1]/", "no public address"],
    ["https://[fe80::1]/", "no public address"],
    ["https://2130706433/", "no public address"],
    ["https://0x7f000001/", "no public address"],
    ["https://0177.0.0.1/", "no public address"],
    ["https://127.1/", "no public address"],
    ["https://localhost/", "no public name"],
    ["https://a.localhost/", "no public name"],
    ["https://metadata.google.internal/", "no public name"],
    ["https://printer.local/", "no public name"],
    ["https://intranet/", "no public name"],
    ["https://user:secret@records.example.org/", "user name or password"],
    ["https://user@records.example.org/", "user name or password"],
    ["https://records.example.org/?token=1", "query"],
    ["https://records.example.org/#x", "fragment"],
    ["https://records.example.org./", "empty label"],
    ["https://RECORDS.example.org/", "plain spelling"],
    ["https://records.example.org", "plain spelling"],
    ["https://134744072/", "plain spelling"],
    ["https://records.example.org/../x/", "plain spelling"],
    ["https://records.example.org:443/", "plain spelling"],
  ])("error: %s", async (records, fault) => {
    const service = await start();
    await expect(remote(service).announce(announcementText({ records }))).rejects.toMatchObject({
      code: "signer_refused",
      message: expect.stringMatching(new RegExp(`${fault}|an announcement is`)) as string,
    });
    expect(await chain.commitments(NETUID)).toEqual(new Map());
  });

  test("behavior: on a network of one's own any http address, or none", async () => {
    const service = await start({ publicOnly: false });
    const header = headerOf();
    await remote(service).signShardHeader(header);
    const head = { seq: header.seq, hash: headerHash(header) };
    for (const text of [announcementText({ records: "http://127.0.0.1:8420/" }), announcementText({ head })]) {
      await remote(service).announce(text);
      expect((await chain.commitments(NETUID)).get(key.address)?.text).toBe(text);
    }
    await end(service);
    await expect(remote(await start()).announce(announcementText({ head }))).rejects.toThrow("must be public");
  });
});
