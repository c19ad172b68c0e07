import { parseStreamPrefix, PREVIEWS_PREFIX } from "#lib/model/keys.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { Requests } from "./requests.ts";
import { type Store, StoreError } from "./store.ts";

/** Creates the list of all streams: the accounts below `previews/`, then the folders of each, a page for each LIST. */
export function createStreamLister(list: Requests["list"]): Store["listStreams"] {
  return async function* (signal) {
    const prefixes = [PREVIEWS_PREFIX];
    for (let prefix = prefixes.shift(); prefix !== undefined; prefix = prefixes.shift()) {
      let token: string | undefined;
      do {
        const page = await list({ Prefix: prefix, Delimiter: "/", ContinuationToken: token }, signal);
        const streams: Stream[] = [];
        for (const { Prefix = "" } of page.CommonPrefixes ?? []) {
          const found = parseStreamPrefix(Prefix);
          if (found === null) continue;
          if ("list" in found) prefixes.push(found.list);
          else streams.push(found);
        }
        yield streams;
        const next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
        if (page.IsTruncated === true && (next === undefined || next === token)) {
          throw new StoreError("list", new Error("a list was cut short without a way to go on"));
        }
        token = next;
      } while (token !== undefined);
    }
  };
}
