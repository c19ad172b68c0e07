import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSecret } from "#lib/provider/signature.ts";

describe("a secret", () => {
  test("is the bytes that the base64 stands for", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64");
        expect(Buffer.from(parseSecret(text) ?? "").equals(bytes)).toBe(true);
      }),
    );
  });

  test.each([
    "",
    " ",
    "\n",
    "=",
    "====",
    "abc",
    "abcd=",
    "ab=d",
    "not base64!!",
    "YWJj ",
    "YWJj\n",
    "YWI",
    "YW-_",
    // Found by npm run fuzz: it has bits behind its last byte, so that it was mistyped.
    "AB==",
  ])("is not %j", (text) => {
    expect(parseSecret(text)).toBeNull();
  });
});
