import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { toEncodable, type Encodable } from "./pages/encoding.ts";

const MAX_BYTES = 32_000_000;

/** Compresses each body once, whoever asks for it: most polls of many viewers get the same one. */
export function createBodies(): (plain: Buffer) => Encodable {
  const known = new LRUCache<string, Encodable>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ length }) => 1_000 + 2 * length,
  });
  return (plain) => {
    const body = toEncodable(plain);
    if (!body.isCompressible) return body;
    const digest = createHash("sha1").update(plain).digest("base64");
    const before = known.get(digest);
    if (before !== undefined) return before;
    known.set(digest, body);
    return body;
  };
}
