import type { AccessKey } from "./key.ts";
import { EVERYTHING, type Scope } from "./scope.ts";
import { tokenIn } from "./cookie.ts";
import { verifyGrant } from "./token.ts";

/** Who may see the wall. */
export type Access =
  | { readonly mode: "public" }
  | {
      readonly mode: "gated";
      /** The first one signs; never empty. */
      readonly keys: readonly [AccessKey, ...AccessKey[]];
      /** The ids of links that were withdrawn. */
      readonly revoked: ReadonlySet<string>;
    };

declare const viewerBrand: unique symbol;

/**
 * Somebody who may see what their scope opens. Only `viewerWith` makes one, and everything that reads for a viewer takes
 * one: what was not checked does not compile.
 */
export type Viewer = {
  readonly scope: Scope;
  /** When their link ends, ms since 1970; null on a public wall. */
  readonly until: number | null;
  readonly [viewerBrand]: true;
};

/** @param cookies the Cookie header of a request. @returns null for somebody who may see nothing */
export async function viewerWith(
  access: Access,
  cookies: string | null,
  now: number,
): Promise<Viewer | null> {
  if (access.mode === "public") return viewer(EVERYTHING, null);
  const token = tokenIn(cookies);
  if (token === null) return null;
  const grant = await verifyGrant(token, access.keys, access.revoked, now);
  return "refused" in grant ? null : viewer(grant.scope, grant.until);
}

function viewer(scope: Scope, until: number | null): Viewer {
  return { scope, until } as Viewer;
}
