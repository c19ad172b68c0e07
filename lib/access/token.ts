import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { describeError } from "#lib/http/log.ts";
import type { AccessKey } from "./key.ts";
import { isLinkId } from "./link-id.ts";
import { EVERYTHING, scopeOf, type Scope } from "./scope.ts";

/** What a link grants. */
export type Grant = {
  /** Names the link, so that it can be withdrawn. */
  readonly link: string;
  readonly scope: Scope;
  /** ms since 1970 */
  readonly until: number;
};

export type NewGrant = {
  readonly link: string;
  /** Patterns of streams, as lib/provider/stream-pattern.ts reads them; null for every stream. */
  readonly streams: readonly string[] | null;
  /** ms since 1970 */
  readonly from: number;
  readonly until: number;
};

export type Refusal = { readonly refused: string };

/** What a link may be long to fit its cookie: browsers keep 4,096 bytes of one. */
export const MAX_TOKEN_LENGTH = 3_500;
export const LONGEST_DAYS = 366;
/** Of a link that does not open every stream. */
export const MOST_PATTERNS = 100;

/** Characters of a reason in the log. */
const MOST_TOLD = 100;

const ALGORITHM = "HS256";
const AUDIENCE = "livewall";
/** So that no other token that the same key may have signed passes for a link (RFC 8725, 3.11). */
const TYPE = "livewall-link+jwt";

const payload = z.object({
  jti: z.string().refine(isLinkId),
  exp: z.number(),
  streams: z.union([z.literal("*"), z.array(z.string()).min(1).max(MOST_PATTERNS)]),
});

/** Signs a link's token: a JWS in its compact form (RFC 7515). */
export function signGrant({ link, streams, from, until }: NewGrant, key: AccessKey): Promise<string> {
  return new SignJWT({ streams: streams ?? "*" })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: key.id })
    .setAudience(AUDIENCE)
    .setJti(link)
    .setIssuedAt(Math.floor(from / 1000))
    .setNotBefore(Math.floor(from / 1000))
    .setExpirationTime(Math.floor(until / 1000))
    .sign(key.secret);
}

/**
 * Reads a token of ours.
 *
 * @param revoked the ids of links that were withdrawn
 * @param now ms since 1970
 * @returns why not, for the log alone: whoever asked is told nothing
 */
export async function verifyGrant(
  token: string,
  keys: readonly AccessKey[],
  revoked: ReadonlySet<string>,
  now: number,
): Promise<Grant | Refusal> {
  try {
    const verified = await jwtVerify(token, ({ kid }) => keyOf(keys, kid), {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ["exp", "nbf", "jti"],
      maxTokenAge: `${LONGEST_DAYS} days`,
      currentDate: new Date(now),
    });
    return grantOf(verified.payload, revoked);
  } catch (error) {
    // Whatever it is, nothing is opened. Of an extension, jose says the name, which may be as long as a form.
    return { refused: describeError(error).slice(0, MOST_TOLD) };
  }
}

function keyOf(keys: readonly AccessKey[], id: string | undefined): Uint8Array {
  const key = keys.find((known) => known.id === id);
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return key.secret;
}

function grantOf(claims: unknown, revoked: ReadonlySet<string>): Grant | Refusal {
  const parsed = payload.safeParse(claims);
  if (!parsed.success) return { refused: "not a link" };
  const { jti, exp, streams } = parsed.data;
  if (revoked.has(jti)) return { refused: "withdrawn" };
  const scope = streams === "*" ? EVERYTHING : scopeOf(streams);
  return scope === null ? { refused: "not a scope" } : { link: jti, scope, until: exp * 1000 };
}
