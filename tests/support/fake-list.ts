// LIST as S3 answers it, of keys in memory.
import type { ListRequest } from "#lib/store/direct.ts";
import type { Requests } from "#lib/store/requests.ts";

export type FakeList = {
  /** Keys may be put while a list is read. */
  readonly keys: Set<string>;
  readonly requests: ListRequest[];
  readonly list: Requests["list"];
};

/** @param pageSize of S3, 1,000 keys and folders together */
export function fakeList(
  initial: Iterable<string> = [],
  pageSize = 1_000,
  storedAt: (key: string) => number = () => 1_795_447_988_000,
): FakeList {
  const keys = new Set(initial);
  const requests: ListRequest[] = [];
  const list: Requests["list"] = (request) => {
    requests.push(request);
    const { Prefix = "", Delimiter, StartAfter = "", ContinuationToken = "", MaxKeys = pageSize } = request;
    const found = [...keys].filter((key) => key.startsWith(Prefix) && key > StartAfter).sort();
    const names = new Set(found.map((key) => findFolder(key, Prefix, Delimiter) ?? key));
    const all = [...names].filter((name) => name > ContinuationToken);
    const page = all.slice(0, Math.min(MaxKeys, pageSize));
    const isFolder = (name: string) => Delimiter !== undefined && name.endsWith(Delimiter);
    return Promise.resolve({
      objects: page.filter((name) => !isFolder(name)).map((key) => ({ key, storedAt: storedAt(key) })),
      folders: page.filter(isFolder),
      next: all.length > page.length ? (page.at(-1) ?? null) : null,
    });
  };
  return { keys, requests, list };
}

function findFolder(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
  return delimiter === undefined || end === -1 ? undefined : key.slice(0, end + delimiter.length);
}
