import {
  FAULTS_PREFIX,
  faultsPrefix,
  LOG_PREFIX,
  parseFaultKey,
  parseHourPrefix,
  parseLogKey,
  parsePreviewKey,
  parseSourceKey,
  parseStreamPrefix,
  PREVIEWS_PREFIX,
  previewsPrefix,
  sourcePrefix,
  startOfFaults,
  startOfHour,
  startOfLog,
  startOfPreviews,
} from "#lib/model/keys.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { ListedPage } from "./list-xml.ts";
import type { Requests } from "./requests.ts";
import { cutShort, type Store } from "./store.ts";

/** If receivers wrote several sources of one feed, so many are compared. */
const MAX_SOURCES = 10;

type Lists = Pick<
  Store,
  "findSource" | "listLog" | "listPreviews" | "listHours" | "listFaults" | "listAllFaults" | "listStreams"
>;

/** The methods of a store that read keys alone. */
export function createLists(list: Requests["list"]): Lists {
  return {
    async findSource(stream, feed, signal) {
      const page = await list({ Prefix: sourcePrefix(stream, feed), MaxKeys: MAX_SOURCES }, signal);
      const sources = page.objects.flatMap(({ key }) => parseSourceKey(key)?.source ?? []);
      return sources.toSorted().at(-1) ?? null;
    },

    async listLog({ after, until }, signal) {
      const end = startOfLog(until);
      const page = await list({ Prefix: LOG_PREFIX, StartAfter: after }, signal);
      const entries = parseObjects(page, (key) => (key < end ? parseLogKey(key) : null));
      const next = findNext(page, after);
      return { entries, next: next !== null && next < end ? next : null };
    },

    async listPreviews(stream, from, count, signal) {
      const StartAfter = startOfPreviews(stream, from);
      const page = await list({ Prefix: previewsPrefix(stream), StartAfter, MaxKeys: count }, signal);
      return { frames: parseObjects(page, parsePreviewKey), isEnd: page.next === null };
    },

    async listHours(stream, from, signal) {
      const StartAfter = startOfHour(stream, from);
      const page = await list({ Prefix: previewsPrefix(stream), Delimiter: "/", StartAfter }, signal);
      const hours = page.folders.flatMap((folder) => parseHourPrefix(folder, stream) ?? []);
      return { hours, isEnd: page.next === null };
    },

    async listFaults(stream, from, signal) {
      const StartAfter = startOfFaults(stream, from);
      const page = await list({ Prefix: faultsPrefix(stream), StartAfter }, signal);
      const all = page.objects.flatMap(({ key }) => parseFaultKey(key) ?? []);
      const isEnd = page.next === null;
      // The next page begins with an earlier hour, so an hour that may go on is left to it.
      const hours = isEnd ? all : all.filter(({ hour }) => hour !== all.at(-1)?.hour);
      return { hours: hours.map(({ hour, fault }) => ({ hour, fault })), isEnd };
    },

    async listAllFaults(after, signal) {
      const page = await list({ Prefix: FAULTS_PREFIX, StartAfter: after ?? undefined }, signal);
      const hours = page.objects.flatMap(({ key }) => parseFaultKey(key) ?? []);
      return { hours, next: findNext(page, after ?? "") };
    },

    /** The accounts below `previews/`, then the folders of each. */
    async *listStreams(signal) {
      const prefixes = [PREVIEWS_PREFIX];
      for (let Prefix = prefixes.shift(); Prefix !== undefined; Prefix = prefixes.shift()) {
        let token: string | undefined;
        do {
          const page = await list({ Prefix, Delimiter: "/", ContinuationToken: token }, signal);
          const streams: Stream[] = [];
          for (const folder of page.folders) {
            const found = parseStreamPrefix(folder);
            if (found === null) continue;
            if ("list" in found) prefixes.push(found.list);
            else streams.push(found);
          }
          yield streams;
          if (page.next !== null && page.next === token) throw cutShort();
          token = page.next ?? undefined;
        } while (token !== undefined);
      }
    },
  };
}

function parseObjects<T>({ objects }: ListedPage, parse: (key: string) => T | null) {
  return objects.flatMap(({ key, storedAt }) => {
    const parsed = parse(key);
    return parsed === null ? [] : { ...parsed, storedAt };
  });
}

/** The last key of a page, after which the next one begins; null on the last page. */
function findNext({ objects, next }: ListedPage, after: string): string | null {
  if (next === null) return null;
  const last = objects.at(-1)?.key;
  if (last === undefined || last <= after) throw cutShort();
  return last;
}
