// LIST as S3 answers it, of keys in memory.
import type { ListRequest, Requests } from "#lib/store/requests.ts";

export type FakeList = {
  /** Keys may be put while a list is read. */
  readonly keys: Set<string>;
  /** All that was asked. */
  readonly requests: ListRequest[];
  readonly list: Requests["list"];
};

/** @param pageSize of S3, 1,000 keys and folders together */
export function fakeList(initial: Iterable<string> = [], pageSize = 1_000): FakeList {
  const keys = new Set(initial);
  const requests: ListRequest[] = [];
  function list(request: ListRequest) {
    requests.push(request);
    const { Prefix = "", Delimiter, StartAfter = "", ContinuationToken = "", MaxKeys = pageSize } = request;
    const found = [...keys].filter((key) => key.startsWith(Prefix) && key > StartAfter).sort();
    const names = new Set(found.map((key) => folderOf(key, Prefix, Delimiter) ?? key));
    const all = [...names].filter((name) => name > ContinuationToken);
    const page = all.slice(0, Math.min(MaxKeys, pageSize));
    const IsTruncated = all.length > page.length;
    const isFolder = (name: string) => Delimiter !== undefined && name.endsWith(Delimiter);
    return Promise.resolve({
      CommonPrefixes: page.filter(isFolder).map((name) => ({ Prefix: name })),
      Contents: page
        .filter((name) => !isFolder(name))
        .map((Key) => ({ Key, LastModified: new Date(1_795_447_988_000) })),
      IsTruncated,
      KeyCount: page.length,
      ...(IsTruncated ? { NextContinuationToken: page.at(-1) ?? "" } : {}),
    });
  }
  return { keys, requests, list };
}

function folderOf(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
  return delimiter === undefined || end === -1 ? undefined : key.slice(0, end + delimiter.length);
}
