import { describe, expect, test } from "vitest";
import { join, leave } from "#lib/access/join.ts";
import { newAccessKey, parseAccessKey } from "#lib/access/key.ts";
import { signGrant } from "#lib/access/token.ts";
import { authenticate, COOKIE_NAME, findToken, type Access } from "#lib/access/viewer.ts";
import type { LogFields } from "#lib/http/log.ts";

const NOW = Date.UTC(2026, 10, 23, 15);
const key = parseAccessKey(newAccessKey("now"));
if (key === null) throw new Error("a new key must be one");
const GATED: Access = { mode: "gated", keys: [key], revoked: new Set() };
const grant = { link: "link-1", streams: ["a/b"], from: NOW, until: NOW + 60_000 };
const token = await signGrant(grant, key);
const ended = await signGrant({ ...grant, until: NOW + 1_000 }, key);

const OURS = { "Sec-Fetch-Site": "same-origin" };
const formOf = (text: string) => `link=${encodeURIComponent(text)}`;

function post(body: string | null, headers: Record<string, string> = OURS): Request {
  return new Request("http://wall.internal:3000/api/join", { method: "POST", body, headers });
}

async function enter(request: Request, access: Access = GATED, now = NOW + 2_000) {
  const lines: [string, LogFields][] = [];
  const log = (...line: [string, LogFields]) => lines.push(line);
  const response = await join(request, { access, log, now: () => now });
  const { status, headers } = response;
  return { status, to: headers.get("location"), cookie: headers.get("set-cookie"), headers, lines };
}

describe("join", () => {
  test("exchanges a link for a cookie of the same life", async () => {
    const { status, to, cookie, headers } = await enter(post(formOf(token)));
    expect({ status, to }).toEqual({ status: 303, to: "/" });
    expect(cookie).toBe(`__Host-livewall=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=58`);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test.each(["https://wall.example.com/join#", "  #", "http://x/#y#"])(
    "accepts a whole link: %s",
    async (start) => {
      const { to, cookie } = await enter(post(formOf(`${start}${token} `)));
      expect({ to, cookie: cookie?.split(";")[0] }).toEqual({ to: "/", cookie: `${COOKIE_NAME}=${token}` });
    },
  );

  test.each([
    ["garbage", formOf("garbage")],
    ["an ended one", formOf(ended)],
    ["no field", "other=1"],
    ["nothing", null],
    ["a body that is too long", formOf("x".repeat(20_000))],
  ])("rejects %s like any other", async (_, body) => {
    const { status, to, cookie, lines } = await enter(post(body));
    expect(lines).toMatchObject([
      ["link-refused", { reason: body?.startsWith("link=") ? (expect.any(String) as string) : "no link" }],
    ]);
    expect({ status, to, cookie }).toEqual({ status: 303, to: "/join?refused", cookie: null });
  });

  test("logs a short reason of a token whose header is long and hostile", async () => {
    const header = { alg: "HS256", typ: "livewall-link+jwt", crit: [`\u009b2J\u202e${"x".repeat(9_000)}`] };
    const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const { lines } = await enter(post(formOf([encode(header), encode({}), "c2ln"].join("."))));
    const [[event, { reason }] = ["", {}]] = lines;
    expect([event, String(reason).length]).toEqual(["link-refused", 100]);
    expect(reason).toContain("\u202e");
  });

  test("reads a form of at most 16 KB", async () => {
    const form = `${formOf(token)}&more=`;
    const padded = (length: number) => post(form + "x".repeat(length - form.length));
    expect(await enter(padded(16_384))).toMatchObject({ to: "/" });
    expect(await enter(padded(16_385))).toMatchObject({ to: "/join?refused" });
  });

  test.each([
    [
      "/feed?stream=a%2Fb&feed=x",
      "/feed?stream=a%2Fb&feed=x",
      "/join?refused&to=%2Ffeed%3Fstream%3Da%252Fb%26feed%3Dx",
    ],
    ["//evil.example/wall", "/", "/join?refused"],
  ])("leads on to %s as %s, also after a rejection", async (asked, to, door) => {
    const formWith = (text: string) => post(`${formOf(text)}&to=${encodeURIComponent(asked)}`);
    expect(await enter(formWith(token))).toMatchObject({ to });
    expect(await enter(formWith("garbage"))).toMatchObject({ to: door, cookie: null });
  });

  test("logs no token", async () => {
    const { lines } = await enter(post(formOf(token)));
    const refused = await enter(post(formOf(ended)));
    expect(lines).toEqual([["link-opened", { id: "link-1", until: new Date(grant.until).toISOString() }]]);
    const reason = expect.stringContaining("exp") as string;
    expect(refused.lines).toEqual([["link-refused", { level: "warn", reason }]]);
    expect(JSON.stringify([...lines, ...refused.lines])).not.toMatch(/eyJ/);
  });

  test("redirects to a public wall", async () => {
    expect(await enter(post(formOf("any")), { mode: "public" })).toMatchObject({ to: "/", cookie: null });
  });
});

describe("a form", () => {
  test.each<[string, Record<string, string>]>([
    ["reports another site", { "Sec-Fetch-Site": "cross-site" }],
    ["reports another subdomain", { "Sec-Fetch-Site": "same-site" }],
    ["sends another origin", { Origin: "https://evil.example", Host: "wall.example.com" }],
    ["reports another site and sends no origin", { "Sec-Fetch-Site": "cross-site", Origin: "null" }],
    ["sends another port", { Origin: "https://wall.example.com:8443", Host: "wall.example.com" }],
  ])("is answered 403 if the browser %s", async (_, headers) => {
    expect(await enter(post(formOf(token), headers))).toMatchObject({ status: 403, cookie: null });
    const out = leave(post(null, headers));
    expect([out.status, out.headers.get("set-cookie")]).toEqual([403, null]);
    expect(await out.json()).toMatchObject({ title: "Sent by another site" });
  });

  test.each<[string, Record<string, string>]>([
    ["a browser on our page", OURS],
    ["one whose origin a policy removed", { ...OURS, Origin: "null", Host: "wall.example.com" }],
    ["an older browser", { Origin: "https://wall.example.com", Host: "wall.example.com" }],
    [
      "one behind a proxy",
      { Origin: "https://wall.example.com", Host: "10.0.0.1", "X-Forwarded-Host": "wall.example.com" },
    ],
    ["no browser", {}],
  ])("is accepted from %s", async (_, headers) => {
    expect(await enter(post(formOf(token), headers))).toMatchObject({ status: 303, to: "/" });
    const out = leave(post(null, headers));
    expect(out.headers.get("set-cookie")).toMatch(/^__Host-livewall=; .*Max-Age=0$/);
    expect(out.headers.get("location")).toBe("/join?left");
  });
});

test("says what to do if a browser sends neither fetch metadata nor an origin", async () => {
  const headers = { Origin: "null", Host: "wall.example.com" };
  expect(await enter(post(formOf(token), headers))).toMatchObject({ status: 403, cookie: null });
  const out = leave(post(null, headers));
  expect([out.status, out.headers.get("set-cookie")]).toEqual([403, null]);
  expect(await out.json()).toMatchObject({
    title: "The browser does not say which site sent this",
    detail: expect.stringContaining("same-origin") as string,
  });
});

describe("authenticate", () => {
  const see = (cookie: string | null, access: Access = GATED, now = NOW) => authenticate(access, cookie, now);

  test("accepts the cookie of a gated wall until the link ends", async () => {
    expect(await see(`a=b; ${COOKIE_NAME}=${token}; c=d`)).toMatchObject({ until: grant.until });
    expect(await see(`${COOKIE_NAME}=${token}`, GATED, grant.until)).toBeNull();
    expect(await see(null)).toBeNull();
    expect(await see(token)).toBeNull();
    expect(await see(`livewall=${token}`)).toBeNull();
    expect(await see(`x${COOKIE_NAME}=${token}`)).toBeNull();
    expect(await see(`${COOKIE_NAME.toLowerCase()}=${token}`)).toBeNull();
  });

  test("reads no keys without a cookie", async () => {
    const keys = () => {
      throw new Error("the keys were asked");
    };
    expect(await see("a=b", Object.defineProperty({ ...GATED }, "keys", { get: keys }))).toBeNull();
  });

  test("rejects two cookies", async () => {
    expect(findToken(`${COOKIE_NAME}=${token}; ${COOKIE_NAME}=${token}`)).toBeNull();
    expect(await see(`${COOKIE_NAME}=${ended}; ${COOKIE_NAME}=${token}`)).toBeNull();
  });

  test("accepts everybody on a public wall", async () => {
    expect(await see(null, { mode: "public" })).toMatchObject({ scope: { kind: "everything" }, until: null });
  });
});
