import { createHmac } from "node:crypto";
import fc from "fast-check";
import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { newAccessKey, parseAccessKey, type AccessKey } from "#lib/access/key.ts";
import { signGrant, verifyGrant, type NewGrant } from "#lib/access/token.ts";

const NOW = Date.UTC(2026, 10, 23, 15);
const HOUR = 3_600_000;

function key(id: string): AccessKey {
  const parsed = parseAccessKey(newAccessKey(id));
  if (parsed === null) throw new Error("a new key must be one");
  return parsed;
}
const [ours, older, foreign] = [key("now"), key("before"), key("now")];
const KEYS = [ours, older];
const GRANT: NewGrant = { link: "link-1", streams: ["ZG6NWV/show-*"], from: NOW, until: NOW + HOUR };

const verify = (token: string, { keys = KEYS, revoked = [] as string[], now = NOW } = {}) =>
  verifyGrant(token, keys, new Set(revoked), now);
const seconds = NOW / 1000;
const CLAIMS = { jti: "x", aud: "livewall", iat: seconds, nbf: seconds, exp: seconds + 60, streams: "*" };
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Signs a valid token, apart from the given parts. */
function almost(
  { header = {}, claims = {} }: { header?: object; claims?: Record<string, unknown> },
  signedBy = ours,
): Promise<string> {
  return new SignJWT(JSON.parse(JSON.stringify({ ...CLAIMS, ...claims })) as Record<string, unknown>)
    .setProtectedHeader({ alg: "HS256", typ: "livewall-link+jwt", kid: "now", ...header })
    .sign(signedBy.secret);
}

/** Signs any header, also one that jose would not sign. */
function signedWith(header: object, hash = "sha256"): string {
  const head = `${base64({ alg: "HS256", typ: "livewall-link+jwt", kid: "now", ...header })}.${base64(CLAIMS)}`;
  return `${head}.${createHmac(hash, ours.secret).update(head).digest("base64url")}`;
}

describe("a token of ours", () => {
  test("opens what it was signed for", async () => {
    expect(await verify(await signGrant(GRANT, ours))).toEqual({
      link: "link-1",
      scope: { kind: "streams", patterns: [{ kind: "prefix", id: "ZG6NWV/show-" }] },
      until: NOW + HOUR,
    });
    expect(await verify(await signGrant({ ...GRANT, streams: null }, ours))).toMatchObject({
      scope: { kind: "everything" },
    });
    expect(await verify(await almost({}))).toMatchObject({ link: "x" });
    expect(await verify(signedWith({}))).toMatchObject({ link: "x" });
  });

  test("may be signed by an older key", async () => {
    const token = await signGrant(GRANT, older);
    expect(await verify(token)).toHaveProperty("scope");
    expect(await verify(token, { keys: [ours] })).toHaveProperty("rejected");
  });

  test("is valid from its start to the second before its end", async () => {
    const token = await signGrant(GRANT, ours);
    for (const now of [NOW, NOW + HOUR - 1000]) expect(await verify(token, { now })).toHaveProperty("scope");
    for (const now of [NOW - 1000, NOW + HOUR, NOW + 1000 * HOUR])
      expect(await verify(token, { now })).toHaveProperty("rejected");
  });
});

describe("rejects", () => {
  test.each<[string, () => string | Promise<string>]>([
    ["an empty token", () => ""],
    ["garbage", () => "garbage"],
    ["dots", () => ".."],
    ["an unsigned token", () => new UnsecuredJWT(CLAIMS).encode()],
    [
      "alg none of our type",
      () => `${base64({ alg: "none", typ: "livewall-link+jwt", kid: "now" })}.${base64(CLAIMS)}.`,
    ],
    ["alg RS256", () => signedWith({ alg: "RS256" })],
    ["HS512 by our own key", () => signedWith({ alg: "HS512" }, "sha512")],
    ["a foreign key under our name", () => almost({}, foreign)],
    ["an unknown key id", () => almost({ header: { kid: "other" } })],
    ["no key id", () => almost({ header: { kid: undefined } })],
    ["another type", () => almost({ header: { typ: "JWT" } })],
    ["no type", () => almost({ header: { typ: undefined } })],
    ["another audience", () => almost({ claims: { aud: "other-wall" } })],
    ["no audience", () => almost({ claims: { aud: undefined } })],
    ["no end", () => almost({ claims: { exp: undefined } })],
    ["an end that is no number", () => almost({ claims: { exp: "never" } })],
    ["no beginning", () => almost({ claims: { nbf: undefined } })],
    ["a beginning to come", () => almost({ claims: { nbf: seconds + 60 } })],
    ["no time of issue", () => almost({ claims: { iat: undefined } })],
    ["a time of issue to come", () => almost({ claims: { iat: seconds + 60 } })],
    ["an issue of more than a year ago", () => almost({ claims: { iat: seconds - 367 * 86_400 } })],
    ["no id", () => almost({ claims: { jti: undefined } })],
    ["an id that is none", () => almost({ claims: { jti: "a, b" } })],
    ["no streams", () => almost({ claims: { streams: undefined } })],
    ["no streams at all", () => almost({ claims: { streams: [] } })],
    ["a list of the word for all", () => almost({ claims: { streams: ["*"] } })],
    ["an empty pattern", () => almost({ claims: { streams: [""] } })],
    ["one good pattern beside one that is none", () => almost({ claims: { streams: ["a/b", "../*"] } })],
    ["streams that are no text", () => almost({ claims: { streams: [1] } })],
    ["patterns without end", () => almost({ claims: { streams: Array.from({ length: 101 }, () => "a/b") } })],
    ["an unknown critical extension", () => signedWith({ crit: ["x"], x: 1 })],
    ["an extension that is not there", () => signedWith({ crit: ["x"] })],
    ["a payload that is not encoded", () => signedWith({ crit: ["b64"], b64: false })],
    ["a key of its own", () => signedWith({ kid: undefined, jwk: { kty: "oct", k: "AAAA" } })],
    ["the path of a file for a key id", () => signedWith({ kid: "../../../dev/null" })],
    ["a name that every object has for a key id", () => signedWith({ kid: "constructor" })],
    ["a token with more behind it", async () => `${await almost({})}${"A".repeat(3_500)}`],
  ])("%s", async (_, make) => {
    expect(await verify(await make())).toEqual({ rejected: expect.any(String) as string });
  });

  test("with a reason for the log", async () => {
    const reason = async (token: string, revoked: string[] = []) => verify(token, { revoked });
    expect(await reason(await almost({ claims: { streams: 1 } }))).toEqual({ rejected: "not a link" });
    expect(await reason(await almost({ claims: { streams: ["*"] } }))).toEqual({ rejected: "not a scope" });
    expect(await reason(await almost({}), ["x"])).toEqual({ rejected: "revoked" });
    expect(await reason(await almost({ header: { kid: "other" } }))).toEqual({
      rejected: "no applicable key found in the JSON Web Key Set",
    });
    expect(await reason("garbage")).toEqual({ rejected: "Invalid Compact JWS" });
  });

  test("with a reason of at most 100 characters", async () => {
    const words = { crit: ["x".repeat(9_000)] };
    expect(await verify(signedWith(words))).toEqual({
      rejected: `Extension Header Parameter "${"x".repeat(72)}`,
    });
  });

  test("a revoked link, but no other of its key", async () => {
    const token = await signGrant(GRANT, ours);
    expect(await verify(token, { revoked: ["link-1"] })).toHaveProperty("rejected");
    expect(await verify(token, { revoked: ["link-10", "link"] })).toHaveProperty("scope");
  });

  test("a token with any character changed", async () => {
    const token = await signGrant(GRANT, ours);
    const place = fc.nat(token.length - 1);
    const character = fc.constantFrom(...Array.from("ABCXYZabcxyz0189-_.="));
    await fc.assert(
      fc.asyncProperty(place, character, async (at, other) => {
        const changed = token.slice(0, at) + other + token.slice(at + 1);
        // The last character of a signature holds two bits that count for nothing: the bytes may be the same.
        const isSame = Buffer.from(changed.split(".")[2] ?? "", "base64url").equals(
          Buffer.from(token.split(".")[2] ?? "", "base64url"),
        );
        fc.pre(changed !== token && !(isSame && at > token.lastIndexOf(".")));
        expect(await verify(changed)).toHaveProperty("rejected");
      }),
    );
  });
});
