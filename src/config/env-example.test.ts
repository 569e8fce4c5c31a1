import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { envExample } from "./env-example.ts";

test("default: .env.example explains every variable (write it with `npm run env-example`)", () => {
  expect(readFileSync(new URL("../../.env.example", import.meta.url), "utf8")).toBe(envExample());
});

test("behavior: the original's names are all there", () => {
  const names =
    "CHUTES_API_KEY CHUTE_USER BT_WALLET_COLD BT_WALLET_HOT HF_USER HF_TOKEN SUBTENSOR_ENDPOINT SUBTENSOR_FALLBACK R2_FOLDER R2_BUCKET_ID R2_ACCOUNT_ID R2_WRITE_ACCESS_KEY_ID R2_WRITE_SECRET_ACCESS_KEY SIGNER_URL SIGNER_HOST SIGNER_PORT AFFINE_CACHE_DIR AFFINE_METRICS_PORT AFFINE_METRICS_ADDR AFFINE_WINDOW AFFINE_HTTP_CONCURRENCY AFFINE_UPLOAD_CONCURRENCY SIGNER_RETRIES SIGNER_RETRY_DELAY";
  for (const name of names.split(" ")) expect(envExample()).toMatch(new RegExp(`^# ${name}=`, "m"));
});
