// A gated wall with three streams, and what opens it.
import { createHash, randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";
import { type JWTPayload, SignJWT } from "jose";
import { COOKIE_NAME } from "#lib/access/viewer.ts";
import { parseAccessKey, type AccessKey } from "#lib/access/key.ts";
import { signGrant } from "#lib/access/token.ts";
import type { App } from "../../scripts/app/app.ts";
import { Publisher } from "./publisher.ts";

/** The same in every process of a test run. */
const keyText = (id: string) =>
  `${id}:${createHash("sha256").update(`a key of the tests: ${id}`).digest("base64")}`;
function key(id: string): AccessKey {
  const parsed = parseAccessKey(keyText(id));
  if (parsed === null) throw new Error("a digest must be a key");
  return parsed;
}

const CURRENT = key("current");
const WITHDRAWN_LINK = "withdrawn-link";
export const GATED = {
  ACCESS: "gated",
  ACCESS_KEYS: [keyText("current"), keyText("before")].join(),
  ACCESS_REVOKED: WITHDRAWN_LINK,
};

const HOUR_MS = 3_600_000;

type LinkOptions = {
  streams?: string[] | null;
  link?: string;
  forMs?: number;
  fromMs?: number;
  by?: AccessKey;
};

/** The token of a link; of every stream if nothing else is said. */
export function token({
  streams = null,
  link = randomUUID(),
  forMs = HOUR_MS,
  fromMs = 0,
  by = CURRENT,
}: LinkOptions = {}) {
  const from = Date.now() + fromMs;
  return signGrant({ link, streams, from, until: from + forMs }, by);
}

export const cookieOf = (value: string) => ({ Cookie: `${COOKIE_NAME}=${value}` });

/** Gives a browser the cookie of a link. */
export function addLink(context: BrowserContext, app: App, value: string): Promise<void> {
  const url = app.url.replace("http:", "https:");
  const cookie = { name: COOKIE_NAME, value, url, secure: true, httpOnly: true };
  return context.addCookies([{ ...cookie, sameSite: "Lax" }]);
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What is wrong with it, and the headers that bring it. */
export type BadCookie = readonly [what: string, headers: Record<string, string>];

/** Cookies that open nothing. */
export async function badCookies(): Promise<BadCookie[]> {
  const good = await token();
  const [, payload = "", signature = ""] = good.split(".");
  const none = { alg: "none", typ: "livewall-link+jwt", kid: "current" };
  const rsa = { alg: "RS256", typ: "livewall-link+jwt", kid: "current" };
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as JWTPayload;
  const elsewhere = new SignJWT({ ...claims, aud: "other-wall" })
    .setProtectedHeader({ alg: "HS256", typ: "livewall-link+jwt", kid: "current" })
    .sign(CURRENT.secret);
  const foreign = { ...key("foreign"), id: "current" };
  const tokens: [string, string][] = [
    ["garbage", "garbage"],
    ["blank", ""],
    ["ended", await token({ fromMs: -2 * HOUR_MS })],
    ["of the future", await token({ fromMs: HOUR_MS })],
    ["by a wrong key", await token({ by: foreign })],
    ["by a key that was taken out", await token({ by: key("gone") })],
    ["for another wall", await elsewhere],
    ["of a withdrawn link", await token({ link: WITHDRAWN_LINK })],
    ["alg none", `${base64(none)}.${payload}.`],
    ["alg none with a signature", `${base64(none)}.${payload}.${signature}`],
    ["of another algorithm", `${base64(rsa)}.${payload}.${signature}`],
    ["of another payload", `${good.split(".")[0] ?? ""}.${base64({ streams: "*" })}.${signature}`],
    ["without a signature", good.slice(0, good.lastIndexOf("."))],
  ];
  return [
    ["no cookie", {}],
    ...tokens.map(([what, value]): BadCookie => [what, cookieOf(value)]),
    ["a good token under another name", { Cookie: `livewall=${good}` }],
    ["a good token twice", { Cookie: `${COOKIE_NAME}=${good}; ${COOKIE_NAME}=${good}` }],
    ["a good token as a bearer", { Authorization: `Bearer ${good}` }],
  ];
}

const walls = new WeakMap<App, GatedWall>();
/** Of older frames, the past of now would not tell. */
const NEW_MS = 60_000;

/** Three streams on a gated wall. */
export class GatedWall {
  readonly shown: Publisher;
  /** Its name begins as that of the first. */
  readonly neighbour: Publisher;
  readonly secret: Publisher;
  readonly #app: App;
  #publishedAt = -Infinity;

  private constructor(app: App) {
    this.#app = app;
    this.shown = new Publisher(app, "show-1");
    this.neighbour = new Publisher(app, "show-10");
    this.secret = new Publisher(app, "backstage");
  }

  /** One for an app, whose tests share it: another feed of the same streams would be another tile. */
  static async of(app: App): Promise<GatedWall> {
    const wall = walls.get(app) ?? new GatedWall(app);
    walls.set(app, wall);
    if (Date.now() - wall.#publishedAt > NEW_MS) await wall.#publish();
    return wall;
  }

  async #publish(): Promise<void> {
    // What stands for the whole wall is its newest picture: that is to be one which not everybody may see.
    const publishers = [this.shown, this.neighbour, this.secret];
    await Promise.all([
      this.shown.frame("gold", 2_000),
      this.neighbour.frame("crimson", 1_000),
      this.secret.frame("seagreen"),
    ]);
    const headers = cookieOf(await token());
    for (const publisher of publishers) await publisher.untilShown(headers);
    this.#publishedAt = Date.now();
  }

  /** What is in an answer that tells of these streams, or of where they are kept. */
  leaksIn(answer: string, of: readonly Publisher[] = [this.shown, this.neighbour, this.secret]): string[] {
    const streams = of.flatMap(({ stream }) => [stream, stream.split("/")[1] ?? ""]);
    // A name within a longer one is that of another stream; a feed's id is its own wherever it is, as in a picture's key.
    const decoded = answer.replaceAll(/%2F/gi, "/");
    const isIn = (word: string) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(decoded);
    const feeds = of.map(({ feed }) => feed).filter((feed) => answer.includes(feed));
    const {
      AWS_S3_BUCKET_NAME: bucket,
      AWS_ACCESS_KEY_ID: keyId,
      AWS_ENDPOINT_URL_S3: endpoint,
    } = this.#app.store.env;
    // On AWS the origin has the bucket's name and region.
    const places =
      of.length < 3 ? [] : ["X-Amz-", "previews/", "log/2", `/${bucket}/`, keyId, new URL(endpoint).host];
    return [...streams.filter(isIn), ...feeds, ...places.filter((word) => answer.includes(word))];
  }
}

/** All that an answer says, its headers included. */
export async function wordsOf(response: Response): Promise<string> {
  return JSON.stringify([...response.headers]) + (await response.text());
}
