import type { AccessKey } from "./key.ts";
import { EVERYTHING, type Scope } from "./scope.ts";
import { verifyGrant } from "./token.ts";

/** Who may see the wall. */
export type Access =
  | { readonly mode: "public" }
  | {
      readonly mode: "gated";
      /** The first one signs; never empty. */
      readonly keys: readonly [AccessKey, ...AccessKey[]];
      /** The ids of revoked links. */
      readonly revoked: ReadonlySet<string>;
    };

declare const viewerBrand: unique symbol;

/**
 * A client that may see what its scope opens. Only `authenticate` makes one, and everything that reads for a viewer takes
 * one: code that skips the check does not compile.
 */
export type Viewer = {
  readonly scope: Scope;
  /** When the link ends, ms since 1970; null on a public wall. */
  readonly until: number | null;
  readonly [viewerBrand]: true;
};

/** @param cookies the Cookie header of a request. @returns null for a client without access */
export async function authenticate(
  access: Access,
  cookies: string | null,
  now: number,
): Promise<Viewer | null> {
  if (access.mode === "public") return toViewer(EVERYTHING, null);
  const token = findToken(cookies);
  if (token === null) return null;
  const grant = await verifyGrant(token, access.keys, access.revoked, now);
  return "rejected" in grant ? null : toViewer(grant.scope, grant.until);
}

function toViewer(scope: Scope, until: number | null): Viewer {
  return { scope, until } as Viewer;
}

/**
 * With this prefix, browsers accept the cookie only over TLS, for this host alone and for all of its paths (RFC 6265bis,
 * 4.1.3.2), so that no neighbouring site can plant one.
 */
export const COOKIE_NAME = "__Host-livewall";

const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** Makes a Set-Cookie header. @param seconds how long the browser keeps the cookie; 0 deletes it */
export function toCookie(token: string, seconds: number): string {
  return `${COOKIE_NAME}=${token}; ${ATTRIBUTES}; Max-Age=${seconds}`;
}

/** Finds the token in a Cookie header. Returns null for several: only an attack sends them. */
export function findToken(header: string | null): string | null {
  const values = header
    ?.split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${COOKIE_NAME}=`))
    .map((pair) => pair.slice(COOKIE_NAME.length + 1));
  return values?.length === 1 ? (values[0] ?? null) : null;
}
