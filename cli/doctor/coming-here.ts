import type { Webhook } from "../provider-api/model.ts";
import { matches, type StreamPattern } from "#lib/provider/stream-pattern.ts";
import { parseStream } from "#lib/model/stream.ts";

/** Whether pictures of a stream are to come here: whether STREAMS take it, and a webhook of ours sends it. */
export function comesHere(
  id: string,
  taken: readonly StreamPattern[] | null,
  webhooks: readonly Webhook[],
): boolean {
  const stream = parseStream(id);
  // What no key could hold is missed too.
  if (stream === null) return true;
  if (taken !== null && !taken.some((pattern) => matches(pattern, stream))) return false;
  return webhooks.length === 0 || webhooks.some(({ filter }) => passes(filter, stream.name));
}

/** The provider does not say which kind of regular expression it is: what cannot be read here passes. */
function passes(filter: string | null, name: string): boolean {
  try {
    return filter === null || new RegExp(filter).test(name);
  } catch {
    return true;
  }
}
