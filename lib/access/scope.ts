import { matches, parseStreamPattern, type StreamPattern } from "#lib/provider/stream-pattern.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";

/** Which streams a viewer may see. */
export type Scope =
  { readonly kind: "everything" } | { readonly kind: "streams"; readonly patterns: readonly StreamPattern[] };

export const EVERYTHING: Scope = { kind: "everything" };

/** Returns null if any pattern is malformed: half a scope might open too much, or too little. */
export function parseScope(patterns: readonly string[]): Scope | null {
  const parsed = patterns.map(parseStreamPattern).filter((pattern) => pattern !== null);
  return parsed.length === 0 || parsed.length < patterns.length
    ? null
    : { kind: "streams", patterns: parsed };
}

/** Compares names character by character, as the provider sent them, without normalization. */
export function allows(scope: Scope, stream: Stream): boolean {
  return scope.kind === "everything" || scope.patterns.some((pattern) => matches(pattern, stream));
}

/** Reduces a scope to those of some streams that it allows. */
export function narrow(scope: Scope, ...streams: readonly Stream[]): Scope {
  const allowed = streams.filter((stream) => allows(scope, stream));
  return {
    kind: "streams",
    patterns: allowed.map((stream) => ({ kind: "exact", id: streamId(stream) }) as const),
  };
}

/** Lists the ids of all streams of a scope; null if it allows streams that it does not name. */
export function listNamedStreams(scope: Scope): readonly string[] | null {
  if (scope.kind === "everything" || scope.patterns.some(({ kind }) => kind !== "exact")) return null;
  return [...new Set(scope.patterns.map(({ id }) => id))];
}

/** Returns the same text for scopes with the same patterns. */
export function scopeKey(scope: Scope): string {
  if (scope.kind === "everything") return "everything";
  return JSON.stringify(
    [...new Set(scope.patterns.map(({ kind, id }) => JSON.stringify([kind, id])))].sort(),
  );
}
