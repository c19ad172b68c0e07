import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSignature, parseSecret, sign, verify } from "#lib/provider/signature.ts";
import { secretOf as parse } from "../../support/receiver.ts";

const ascii = (text: string) => Buffer.from(text, "ascii");
const toSecret = (bytes: Uint8Array) => parse(Buffer.from(bytes).toString("base64"));
const SECRET = toSecret(ascii("the secret of the tests"));
const BODY = ascii("a body");
const SIGNATURE = sign(SECRET, BODY);

const anySecret = fc.uint8Array({ minLength: 1, maxLength: 64 }).map(toSecret);
const anyBody = fc.uint8Array({ maxLength: 300 });

describe("a secret", () => {
  test("is decoded from base64", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        expect(Buffer.from(toSecret(bytes)).equals(bytes)).toBe(true);
      }),
    );
  });

  // "AB==" has bits behind its last byte.
  test.each(["", " ", "=", "abc", "abcd=", "ab=d", "not base64!!", "YWJj\n", "YWI", "YW-_", "AB=="])(
    "is not %j",
    (text) => expect(parseSecret(text)).toBeNull(),
  );
});

describe("a signature", () => {
  const longKey = Buffer.alloc(80, 0xaa);
  // Source: RFC 2202, section 3.
  test.each([
    [Buffer.alloc(20, 0x0b), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"],
    [ascii("Jefe"), "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"],
    [Buffer.alloc(20, 0x0c), "Test With Truncation", "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"],
    [
      longKey,
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "aa4ae5e15272d00e95705637ce8a3b55ed402112",
    ],
    [
      longKey,
      "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
      "e8e99d0f45237d786d6bbaa7965c7808bbff1a91",
    ],
  ])("is the HMAC-SHA1 of RFC 2202 (%#)", (key, data, digest) => {
    expect(sign(toSecret(key), ascii(data))).toBe(`sha1=${digest}`);
    expect(verify([toSecret(key)], ascii(data), `sha1=${digest}`)).toBe(0);
  });

  test("is over the bytes of the body, UTF-8 or not", () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x80, 0xc3, 0x28, 0xff, 0xd9]);
    expect(sign(SECRET, jpeg)).toBe(`sha1=${createHmac("sha1", SECRET).update(jpeg).digest("hex")}`);
  });

  test("verifies for every secret and every body", () => {
    fc.assert(
      fc.property(anySecret, anyBody, (secret, body) => {
        const signature = sign(secret, body);
        expect([isSignature(signature), verify([secret], body, signature)]).toEqual([true, 0]);
      }),
    );
  });

  test("fails once any bit of the body is flipped", () => {
    const bodyAndBit = fc
      .uint8Array({ minLength: 1, maxLength: 300 })
      .chain((body) => fc.tuple(fc.constant(body), fc.nat(body.length * 8 - 1)));
    fc.assert(
      fc.property(anySecret, bodyAndBit, (secret, [body, bit]) => {
        const flipped = body.with(bit >> 3, (body[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
        expect(verify([secret], flipped, sign(secret, body))).toBeNull();
      }),
    );
  });

  test("fails once any bit of itself is flipped", () => {
    fc.assert(
      fc.property(anySecret, anyBody, fc.nat(159), (secret, body, bit) => {
        const digest = Buffer.from(sign(secret, body).slice("sha1=".length), "hex");
        digest.writeUInt8(digest.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(verify([secret], body, `sha1=${digest.toString("hex")}`)).toBeNull();
      }),
    );
  });

  test.each([
    ["missing", null],
    ["empty", ""],
    ["of upper-case digits", SIGNATURE.toUpperCase().replace("SHA1", "sha1")],
    ["with an upper-case scheme", SIGNATURE.replace("sha1", "SHA1")],
    ["without its scheme", SIGNATURE.slice("sha1=".length)],
    ["of another scheme", SIGNATURE.replace("sha1", "sha256")],
    ["one digit too long", `${SIGNATURE}0`],
    ["one digit too short", SIGNATURE.slice(0, -1)],
    ["followed by a line break", `${SIGNATURE}\n`],
    ["preceded by a space", ` ${SIGNATURE}`],
    ["sent twice", `${SIGNATURE}, ${SIGNATURE}`],
  ])("is rejected when it is %s", (_what, header) => {
    expect(isSignature(header)).toBe(false);
    expect(verify([SECRET], BODY, header)).toBeNull();
  });

  test("verifies with any of several secrets, and tells the first that fits", () => {
    const others = ["one", "two", "three"].map((text) => toSecret(ascii(text)));
    for (const position of [0, 1, 2, 3]) {
      expect(verify(others.toSpliced(position, 0, SECRET), BODY, SIGNATURE)).toBe(position);
    }
    expect(verify([SECRET, SECRET], BODY, SIGNATURE)).toBe(0);
    expect(verify(others, BODY, SIGNATURE)).toBeNull();
  });

  test("never verifies without a secret", () => {
    expect(verify([], BODY, `sha1=${createHmac("sha1", "").update(BODY).digest("hex")}`)).toBeNull();
  });
});
