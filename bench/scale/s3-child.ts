import { DOUBLE_KEYS, S3Double } from "../../test/s3/s3-double.ts";

/** The tests' S3 server in a process of its own; tells its address and keys. */
const double = await S3Double.start();
process.once("disconnect", () => process.exit(0));
process.send?.({ url: double.url, ...DOUBLE_KEYS });
