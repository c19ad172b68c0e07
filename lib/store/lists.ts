import {
  FAULTS_PREFIX,
  faultsPrefix,
  LOG_PREFIX,
  parseFaultKey,
  parseHourPrefix,
  parseLogKey,
  parsePreviewKey,
  parseSourceKey,
  previewsPrefix,
  sourcePrefix,
  startOfFaults,
  startOfHour,
  startOfLog,
  startOfPreviews,
} from "#lib/model/keys.ts";
import type { ListedPage } from "./list-xml.ts";
import type { Requests } from "./requests.ts";
import { type Store, StoreError } from "./store.ts";

/** If receivers wrote several sources of one feed, so many are compared. */
const MAX_SOURCES = 10;

type Lists = Pick<
  Store,
  "findSource" | "listLog" | "listPreviews" | "listHours" | "listFaults" | "listAllFaults"
>;

/** Creates everything that reads the bucket by one LIST. */
export function createLists(list: Requests["list"]): Lists {
  return {
    async findSource(stream, feed, signal) {
      const page = await list({ Prefix: sourcePrefix(stream, feed), MaxKeys: MAX_SOURCES }, signal);
      const sources = objectsOf(page).flatMap(({ key }) => parseSourceKey(key)?.source ?? []);
      return sources.toSorted().at(-1) ?? null;
    },

    async listLog({ after, until }, signal) {
      const end = startOfLog(until);
      const page = await list({ Prefix: LOG_PREFIX, StartAfter: after }, signal);
      const entries = objectsOf(page).flatMap(({ key, storedAt }) => {
        const entry = key < end ? parseLogKey(key) : null;
        return entry === null ? [] : [{ ...entry, storedAt }];
      });
      const next = nextOf(page, after);
      return { entries, next: next !== null && next < end ? next : null };
    },

    async listPreviews(stream, from, count, signal) {
      const StartAfter = startOfPreviews(stream, from);
      const page = await list({ Prefix: previewsPrefix(stream), StartAfter, MaxKeys: count }, signal);
      const frames = objectsOf(page).flatMap(({ key, storedAt }) => {
        const frame = parsePreviewKey(key);
        return frame === null ? [] : [{ ...frame, storedAt }];
      });
      return { frames, isEnd: page.IsTruncated !== true };
    },

    async listHours(stream, from, signal) {
      const request = {
        Prefix: previewsPrefix(stream),
        Delimiter: "/",
        StartAfter: startOfHour(stream, from),
      };
      const page = await list(request, signal);
      const hours = (page.CommonPrefixes ?? []).flatMap(
        ({ Prefix = "" }) => parseHourPrefix(Prefix, stream) ?? [],
      );
      return { hours, isEnd: page.IsTruncated !== true };
    },

    async listFaults(stream, from, signal) {
      const StartAfter = startOfFaults(stream, from);
      const page = await list({ Prefix: faultsPrefix(stream), StartAfter }, signal);
      const hours = objectsOf(page).flatMap(({ key }) => parseFaultKey(key) ?? []);
      const isEnd = page.IsTruncated !== true;
      // The next page begins with an earlier hour, so an hour that may go on is left to it.
      const oldest = isEnd ? null : hours.at(-1)?.hour;
      return {
        hours: hours.filter(({ hour }) => hour !== oldest).map(({ hour, fault }) => ({ hour, fault })),
        isEnd,
      };
    },

    async listAllFaults(after, signal) {
      const page = await list({ Prefix: FAULTS_PREFIX, StartAfter: after ?? undefined }, signal);
      const hours = objectsOf(page).flatMap(({ key }) => parseFaultKey(key) ?? []);
      return { hours, next: nextOf(page, after ?? "") };
    },
  };
}

/** @returns what is on a page, and when it was stored, ms since 1970 */
function objectsOf({ Contents = [] }: ListedPage): { key: string; storedAt: number }[] {
  return Contents.flatMap(({ Key, LastModified }) =>
    Key === undefined || LastModified === undefined ? [] : [{ key: Key, storedAt: LastModified.getTime() }],
  );
}

/** Where the page after one begins; null when it is the last. @throws StoreError when it would never end */
function nextOf({ Contents = [], IsTruncated }: ListedPage, after: string): string | null {
  if (IsTruncated !== true) return null;
  const last = Contents.at(-1)?.Key;
  if (last !== undefined && last > after) return last;
  throw new StoreError("list", new Error("a list was cut short without a way to go on"));
}
