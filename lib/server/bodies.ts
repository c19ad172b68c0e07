import { LRUCache } from "lru-cache";
import { textOf } from "#lib/http/text-response.ts";
import { toEncodable, type Encodable } from "./pages/encoding.ts";

const MAX_BYTES = 32_000_000;

/** Makes the bodies of answers. A text that many clients get, as the wall in polls, is compressed once. */
export function createBodies(): (answer: Response) => Promise<Encodable> {
  // V8 keeps the hash of a string, so that to find a long one again costs nothing.
  const known = new LRUCache<string, Encodable>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ length }) => 1_000 + 4 * length,
  });
  return async (answer) => {
    const text = textOf(answer);
    if (text === undefined) return toEncodable(Buffer.from(await answer.arrayBuffer()));
    const body = known.get(text) ?? toEncodable(Buffer.from(text));
    if (body.isCompressible) known.set(text, body);
    return body;
  };
}
