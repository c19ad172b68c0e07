import { matches, parseStreamPattern, type StreamPattern } from "#lib/provider/stream-pattern.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";

/** Which streams a viewer may see. */
export type Scope =
  { readonly kind: "everything" } | { readonly kind: "streams"; readonly patterns: readonly StreamPattern[] };

export const EVERYTHING: Scope = { kind: "everything" };

/** Null unless every one of the patterns is one: a scope that is partly understood might open too much, or too little. */
export function scopeOf(patterns: readonly string[]): Scope | null {
  const parsed = patterns.map(parseStreamPattern).filter((pattern) => pattern !== null);
  return parsed.length === 0 || parsed.length < patterns.length
    ? null
    : { kind: "streams", patterns: parsed };
}

/** Names are compared as the provider sent them, character by character: none is folded into another. */
export function allows(scope: Scope, stream: Stream): boolean {
  return scope.kind === "everything" || scope.patterns.some((pattern) => matches(pattern, stream));
}

/** What a scope leaves of one stream: that stream, or nothing. */
export function narrowed(scope: Scope, stream: Stream): Scope {
  const patterns = allows(scope, stream) ? [{ kind: "exact", id: streamId(stream) } as const] : [];
  return { kind: "streams", patterns };
}

/** The ids of all that it opens, each once; null where it opens more than it names. */
export function streamsOf(scope: Scope): readonly string[] | null {
  if (scope.kind === "everything" || scope.patterns.some(({ kind }) => kind !== "exact")) return null;
  return [...new Set(scope.patterns.map(({ id }) => id))];
}

/** The same text for scopes that open the same patterns. */
export function scopeKey(scope: Scope): string {
  if (scope.kind === "everything") return "everything";
  return JSON.stringify(
    [...new Set(scope.patterns.map(({ kind, id }) => JSON.stringify([kind, id])))].sort(),
  );
}
