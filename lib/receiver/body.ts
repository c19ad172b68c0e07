import type { Incoming } from "#lib/http/incoming.ts";
import type { Hook } from "./admission/admission.ts";
import { createDeadline } from "./wait.ts";

/** How long a sender may take for its body. The provider's own deadline is not known; a frame takes a second. */
const BODY_DEADLINE_MS = 10_000;

export type Body = Uint8Array | "too-large" | "too-slow" | "broken" | "busy";

/** Reads a body of at most `maxBytes`, and stops as soon as it is longer, whatever its headers say. */
export async function readBody(
  request: Pick<Incoming, "headers" | "body">,
  maxBytes: number,
  { memory, acquireBodyPermit }: Pick<Hook, "memory" | "acquireBodyPermit">,
): Promise<Body> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) {
    void request.body?.cancel().catch(ignore);
    return "too-large";
  }
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const giveUp = <T>(result: T): T => {
    void reader.cancel().catch(ignore);
    return result;
  };
  const deadline = createDeadline(BODY_DEADLINE_MS);
  const permit = await acquireBodyPermit();
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    if (permit === null) return giveUp("busy");
    for (;;) {
      const chunk = await Promise.race([reader.read(), deadline.passed, memory.evicted]);
      if (chunk === "late" || chunk === "evicted") return giveUp("too-slow");
      if (chunk.value === undefined) {
        memory.complete();
        return Buffer.concat(chunks, length);
      }
      length += chunk.value.byteLength;
      if (length > maxBytes) return giveUp("too-large");
      if (!(await memory.reserve(chunk.value.byteLength))) return giveUp("busy");
      chunks.push(chunk.value);
      permit.received(chunk.value.byteLength);
    }
  } catch {
    return giveUp("broken");
  } finally {
    deadline.clear();
    permit?.release();
  }
}

// A body that cannot be cancelled has ended already.
function ignore(): void {
  return;
}
