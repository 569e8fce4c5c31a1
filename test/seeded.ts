import fc from "fast-check";

/** Property tests draw the same examples every time; `AFFINE_TEST_SEED=7 npm test` draws others. A failure prints its seed. */
const seed = Number(process.env["AFFINE_TEST_SEED"] ?? "120");
if (!Number.isSafeInteger(seed)) throw new Error("AFFINE_TEST_SEED is a whole number.");
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
