import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { describeError } from "#lib/http/log.ts";
import { isLinkId, type AccessKey } from "./key.ts";
import { EVERYTHING, parseScope, type Scope } from "./scope.ts";

/** What a link grants. */
export type Grant = {
  /** The id of the link, by which it can be revoked. */
  readonly link: string;
  readonly scope: Scope;
  /** ms since 1970 */
  readonly until: number;
};

export type NewGrant = {
  readonly link: string;
  /** Patterns as in lib/provider/stream-pattern.ts; null for every stream. */
  readonly streams: readonly string[] | null;
  /** ms since 1970 */
  readonly from: number;
  readonly until: number;
};

/** The limit for the cookie: browsers keep 4,096 bytes of one. */
export const MAX_TOKEN_LENGTH = 3_500;
export const MAX_LINK_DAYS = 366;
/** Of a link that does not open every stream. */
export const MAX_PATTERNS = 100;

/** Characters of a reason in the log. */
const MAX_REASON_LENGTH = 100;

const ALGORITHM = "HS256";
const AUDIENCE = "livewall";
/** Keeps other tokens that the same key may have signed from passing for a link (RFC 8725, 3.11). */
const TYPE = "livewall-link+jwt";

const payload = z.object({
  jti: z.string().refine(isLinkId),
  exp: z.number(),
  streams: z.union([z.literal("*"), z.array(z.string()).min(1).max(MAX_PATTERNS)]),
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
 * Verifies a token of ours.
 *
 * @param revoked the ids of revoked links
 * @param now ms since 1970
 * @returns the reason of a rejection for the log only: the client is never told
 */
export async function verifyGrant(
  token: string,
  keys: readonly AccessKey[],
  revoked: ReadonlySet<string>,
  now: number,
): Promise<Grant | { readonly rejected: string }> {
  try {
    const verified = await jwtVerify(token, ({ kid }) => findSecret(keys, kid), {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ["exp", "nbf", "jti"],
      maxTokenAge: `${MAX_LINK_DAYS} days`,
      currentDate: new Date(now),
    });
    return parseClaims(verified.payload, revoked);
  } catch (error) {
    // Every error is a rejection. jose names unknown extensions, and such a name may be as long as a form.
    return { rejected: describeError(error).slice(0, MAX_REASON_LENGTH) };
  }
}

function findSecret(keys: readonly AccessKey[], id: string | undefined): Uint8Array {
  const key = keys.find((known) => known.id === id);
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return key.secret;
}

function parseClaims(claims: unknown, revoked: ReadonlySet<string>): Grant | { readonly rejected: string } {
  const parsed = payload.safeParse(claims);
  if (!parsed.success) return { rejected: "not a link" };
  const { jti, exp, streams } = parsed.data;
  if (revoked.has(jti)) return { rejected: "revoked" };
  const scope = streams === "*" ? EVERYTHING : parseScope(streams);
  return scope === null ? { rejected: "not a scope" } : { link: jti, scope, until: exp * 1000 };
}
