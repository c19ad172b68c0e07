import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSignature, parseSecret, type Secret, sign, verify } from "#lib/provider/signature.ts";

function secretOf(bytes: Uint8Array): Secret {
  const secret = parseSecret(Buffer.from(bytes).toString("base64"));
  if (secret === null) throw new Error("Not a secret.");
  return secret;
}

const ascii = (text: string) => Buffer.from(text, "ascii");
const SECRET = secretOf(ascii("the secret of the tests"));
const BODY = ascii("a body");
const SIGNATURE = sign(SECRET, BODY);

const anySecret = fc.uint8Array({ minLength: 1, maxLength: 64 }).map(secretOf);
const anyBody = fc.uint8Array({ maxLength: 300 });

// Source: RFC 2202, section 3.
const RFC_2202 = [
  {
    key: Buffer.alloc(20, 0x0b),
    data: ascii("Hi There"),
    digest: "b617318655057264e28bc0b6fb378c8ef146be00",
  },
  {
    key: ascii("Jefe"),
    data: ascii("what do ya want for nothing?"),
    digest: "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
  },
  {
    key: Buffer.alloc(20, 0xaa),
    data: Buffer.alloc(50, 0xdd),
    digest: "125d7342b9ac11cd91a39af48aa17b4f63f175d3",
  },
  {
    key: Buffer.from("0102030405060708090a0b0c0d0e0f10111213141516171819", "hex"),
    data: Buffer.alloc(50, 0xcd),
    digest: "4c9007f4026250c6bc8414f9bf50c86c2d7235da",
  },
  {
    key: Buffer.alloc(20, 0x0c),
    data: ascii("Test With Truncation"),
    digest: "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04",
  },
  {
    key: Buffer.alloc(80, 0xaa),
    data: ascii("Test Using Larger Than Block-Size Key - Hash Key First"),
    digest: "aa4ae5e15272d00e95705637ce8a3b55ed402112",
  },
  {
    key: Buffer.alloc(80, 0xaa),
    data: ascii("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"),
    digest: "e8e99d0f45237d786d6bbaa7965c7808bbff1a91",
  },
];

describe("a signature", () => {
  test.each(RFC_2202)("is the HMAC-SHA1 of RFC 2202: $digest", ({ key, data, digest }) => {
    const secret = secretOf(key);
    expect(sign(secret, data)).toBe(`sha1=${digest}`);
    expect(verify([secret], data, `sha1=${digest}`)).toBe(0);
  });

  test("is over the bytes of the body, UTF-8 or not", () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x80, 0xc3, 0x28, 0xff, 0xd9]);
    const expected = createHmac("sha1", SECRET).update(jpeg).digest("hex");
    expect(sign(SECRET, jpeg)).toBe(`sha1=${expected}`);
    expect(sign(SECRET, jpeg)).not.toBe(sign(SECRET, Buffer.from(jpeg.toString("utf8"))));
  });

  test("verifies for every secret and every body", () => {
    fc.assert(
      fc.property(anySecret, anyBody, (secret, body) => verify([secret], body, sign(secret, body)) === 0),
    );
  });

  test("does not verify once any bit of the body is flipped", () => {
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

  test("does not verify once any bit of itself is flipped", () => {
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
    ["followed by junk", `${SIGNATURE}zz`],
    ["followed by a line break", `${SIGNATURE}\n`],
    ["preceded by a space", ` ${SIGNATURE}`],
    ["sent twice", `${SIGNATURE}, ${SIGNATURE}`],
    ["of another body", sign(SECRET, ascii("another body"))],
    ["of another secret", sign(secretOf(ascii("another secret")), BODY)],
  ])("is refused when it is %s", (_what, header) => {
    expect(verify([SECRET], BODY, header)).toBeNull();
  });

  test("could be one if it has the form of one, and is right only of its body", () => {
    expect(isSignature(SIGNATURE)).toBe(true);
    expect(isSignature(`sha1=${"0".repeat(40)}`)).toBe(true);
    for (const header of [null, "", SIGNATURE.slice(0, -1), `${SIGNATURE}0`, ` ${SIGNATURE}`, "null"]) {
      expect(isSignature(header)).toBe(false);
    }
  });

  test("verifies with any of several secrets, and tells which", () => {
    const others = ["one", "two", "three"].map((text) => secretOf(ascii(text)));
    for (const position of [0, 1, 2, 3]) {
      expect(verify(others.toSpliced(position, 0, SECRET), BODY, SIGNATURE)).toBe(position);
    }
    expect(verify(others, BODY, SIGNATURE)).toBeNull();
  });

  test("tells the first of two secrets that are the same", () => {
    expect(verify([SECRET, SECRET], BODY, SIGNATURE)).toBe(0);
  });

  test("is never right where there is no secret", () => {
    expect(verify([], BODY, SIGNATURE)).toBeNull();
    expect(verify([], BODY, `sha1=${createHmac("sha1", "").update(BODY).digest("hex")}`)).toBeNull();
  });
});
