import type { Listed, World } from "./world.ts";

const PAGE = 1_000;

/** A page of a LIST in S3's XML. @param query of the request */
export function listPage(world: World, query: URLSearchParams): string {
  const max = Math.min(PAGE, Number(query.get("max-keys") ?? PAGE));
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter");
  let at = query.get("continuation-token") ?? query.get("start-after") ?? "";
  const found: string[] = [];
  let isTruncated = false;
  for (let goesOn = true; goesOn;) {
    goesOn = false;
    for (const listed of world.keys(prefix, at)) {
      isTruncated = found.length === max;
      if (isTruncated) break;
      const folder = delimiter === null ? null : findFolder(listed.key, prefix, delimiter);
      if (folder === null) {
        found.push(toContents(listed));
        at = listed.key;
        continue;
      }
      found.push(`<CommonPrefixes><Prefix>${folder}</Prefix></CommonPrefixes>`);
      // Behind all of the folder: no key has a character above this one.
      at = `${folder}~`;
      goesOn = true;
      break;
    }
  }
  const next = isTruncated ? `<NextContinuationToken>${at}</NextContinuationToken>` : "";
  return (
    `<?xml version="1.0"?><ListBucketResult><Name>bench</Name><KeyCount>${found.length}</KeyCount>` +
    `<IsTruncated>${isTruncated}</IsTruncated>${next}${found.join("")}</ListBucketResult>`
  );
}

function findFolder(key: string, prefix: string, delimiter: string): string | null {
  const end = key.indexOf(delimiter, prefix.length);
  return end === -1 ? null : key.slice(0, end + 1);
}

function toContents({ key, time }: Listed): string {
  return (
    `<Contents><Key>${key}</Key><LastModified>${new Date(time).toISOString()}</LastModified>` +
    `<ETag>"d41d8cd98f00b204e9800998ecf8427e"</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents>`
  );
}
