import { describe, expect, test } from "vitest";
import { chatEndpoint } from "./index.ts";

describe("chatEndpoint", () => {
  test.each([
    ["http://h:8000", "/v1/chat/completions"],
    ["http://h:8000/", "/v1/chat/completions"],
    ["http://h:8000/v1", "/v1/chat/completions"],
    [" http://h:8000/v1// ", "/v1/chat/completions"],
    ["http://h:8000/v1/chat/completions", "/v1/chat/completions"],
    ["http://h:8000/v1/chat/completions/", "/v1/chat/completions"],
    ["http://h:8000/proxy", "/proxy/v1/chat/completions"],
    ["http://h:8000/openai/v2", "/openai/v2/chat/completions"],
    ["http://h:8000/v1beta/openai/", "/v1beta/openai/chat/completions"],
    ["http://h:8000/v1?version=3#x", "/v1/chat/completions?version=3"],
    ["http://h:8000/vault", "/vault/v1/chat/completions"],
  ])("default: %s", (baseUrl, path) => {
    expect(chatEndpoint(baseUrl)).toEqual({ origin: "http://h:8000", path, host: "h:8000" });
  });

  test.each(["", "h:8000/v1", "ftp://h/v1", "file:///v1", "http://name:secret@h/v1", "javascript:1"])(
    "error: %s",
    (baseUrl) => {
      expect(() => chatEndpoint(baseUrl)).toThrow(expect.objectContaining({ code: "config_invalid" }) as Error);
      expect(() => chatEndpoint(baseUrl)).not.toThrow(/secret/);
    },
  );
});
