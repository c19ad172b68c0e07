import { feedKey, type StoredEntry } from "#lib/model/feed.ts";
import type { Frame } from "#lib/model/frame.ts";
import type { Stream } from "#lib/model/stream.ts";

type Names = { readonly stream: Stream; readonly feed: string };

const MAX_FEEDS = 50_000;
const NO_FAULTS: Frame["faults"] = [];

/**
 * Makes a function that gives entries of the same feed the same objects for its names: kept apart, they take more memory
 * than all the rest of an entry.
 */
export function createNameSharing(): (entry: StoredEntry) => StoredEntry {
  const known = new Map<string, Names>();

  function namesOf({ stream, feed }: Names): Names {
    const key = feedKey(stream, feed);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MAX_FEEDS) known.clear();
    const names = { stream, feed };
    known.set(key, names);
    return names;
  }

  return (entry) => {
    if (!("frame" in entry)) return { ...entry, ...namesOf(entry) };
    const { frame } = entry;
    const { stream, feed } = namesOf(frame);
    const faults = frame.faults.length === 0 ? NO_FAULTS : frame.faults;
    return { ...entry, frame: { ...frame, stream, feed, faults } };
  };
}
