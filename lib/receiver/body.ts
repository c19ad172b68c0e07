import type { Claim } from "./byte-budget.ts";
import { lateAfter } from "./within.ts";
import type { Turn } from "./reading.ts";

/** How long a sender may take for its body. The provider's own deadline is not known; a frame takes a second. */
const BODY_DEADLINE_MS = 10_000;

/** What a receiver looks at of a request: a Request is one, and so is what comes of Node's own (lib/server). */
export type Incoming = { readonly headers: Pick<Headers, "get">; readonly body: IncomingBody | null };

export type IncomingBody = {
  readonly getReader: () => BodyReader;
  readonly cancel: () => Promise<void>;
};

type BodyReader = {
  readonly read: () => Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  /** Nothing more of it is wanted. */
  readonly cancel: () => Promise<void>;
};

export type Body = Uint8Array | "too-large" | "too-slow" | "broken" | "busy";

/**
 * Reads a body of at most `maxBytes`; stops as soon as it is known to be longer, whatever was declared.
 *
 * @param claim the room in memory that the body takes, chunk by chunk; until there is some, the sender waits
 * @param turn nothing is read before it begins
 */
export async function readBody(request: Incoming, maxBytes: number, claim: Claim, turn: Turn): Promise<Body> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) {
    void request.body?.cancel().catch(ignore);
    return "too-large";
  }
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const deadline = lateAfter(BODY_DEADLINE_MS);
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    if (!(await turn.begin())) return give(reader, "busy");
    for (;;) {
      const chunk = await Promise.race([reader.read(), deadline.promise, claim.evicted]);
      if (chunk === "late" || chunk === "evicted") return give(reader, "too-slow");
      if (chunk.value === undefined) return Buffer.concat(chunks, length);
      length += chunk.value.byteLength;
      if (length > maxBytes) return give(reader, "too-large");
      if (!(await claim.take(chunk.value.byteLength))) return give(reader, "busy");
      chunks.push(chunk.value);
      turn.came(chunk.value.byteLength);
    }
  } catch {
    return give(reader, "broken");
  } finally {
    deadline.clear();
    turn.end();
  }
}

function give<T>(reader: BodyReader, result: T): T {
  void reader.cancel().catch(ignore);
  return result;
}

// A body that cannot be cancelled has ended already.
function ignore() {
  return;
}
