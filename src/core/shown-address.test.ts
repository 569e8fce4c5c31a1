import { expect, test } from "vitest";
import { shownAddress } from "./shown-address.ts";

test.each([
  ["redis://127.0.0.1:6379/0?prefix=v1", '"redis://127.0.0.1:6379/0?prefix=…"'],
  ["redis://127.0.0.1/0?prefix=v1&password=hunter2", '"redis://127.0.0.1/0?prefix=…&password=…"'],
  ["redis://h/0?hunter2", '"redis://h/0?…"'],
  ["http://u:hunter2@127.0.0.1:1", '"http://…@127.0.0.1:1"'],
  ["http:/u:hunter2@127.0.0.1", '"http:/…@127.0.0.1"'],
  ["u:hunter2@host", '"…@host"'],
  ["s3://user:hunter2@b@records/x", '"s3://…@records/x"'],
  ["https://h/p#hunter2", '"https://h/p#…"'],
  ["https://h/p@1", '"https://h/p@1"'],
  ["gs://bucket", '"gs://bucket"'],
])("behavior: %s is shown as %s", (text, shown) => {
  expect(shownAddress(text)).toBe(shown);
});
