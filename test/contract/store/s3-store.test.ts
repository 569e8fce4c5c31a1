import { S3Store } from "../../../src/store/s3/s3-store.ts";
import { DOUBLE_KEYS, S3Double } from "../../s3/s3-double.ts";
import { testS3Behaviour } from "./s3-behaviour.ts";
import { testStoreContract } from "./store-contract.ts";

testStoreContract("S3, path-style, over the double", async () => {
  const double = await S3Double.start({ pageSize: 3 });
  const open = () => S3Store.open("s3://records/some/prefix", { endpoint: double.url, ...DOUBLE_KEYS });
  const store = open();
  return {
    store,
    reopen: () => Promise.resolve(open()),
    async dispose() {
      await store.close();
      await double.close();
    },
  };
});

testS3Behaviour("the double", async () => {
  const double = await S3Double.start();
  return { url: double.url, bucket: "records", keys: DOUBLE_KEYS, close: () => double.close() };
});
