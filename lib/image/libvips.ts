import type sharp from "sharp";
import { describeError } from "#lib/http/log.ts";

/** sharp has no libvips for some processors (x86-64 without v2) and C libraries. Everything but previews works there. */
async function load(): Promise<typeof sharp | { readonly fault: string }> {
  try {
    const loaded = (await import("sharp")).default;
    // The bytes are a stranger's: of all formats that libvips reads, only the one that the provider sends.
    loaded.block({ operation: ["VipsForeignLoad"] });
    loaded.unblock({ operation: ["VipsForeignLoadJpeg"] });
    // One thread a picture: frames come many at once. And a frame is never seen twice, so nothing is worth keeping.
    loaded.concurrency(1);
    loaded.cache(false);
    return loaded;
  } catch (error) {
    return { fault: describeError(error) };
  }
}

let loading: ReturnType<typeof load> | undefined;

/** Returns why this machine cannot decode pictures, for an operator; null if it can. */
export async function findLibvipsFault(): Promise<string | null> {
  const loaded = await (loading ??= load());
  return "fault" in loaded ? loaded.fault : null;
}

/** @throws Error where it cannot be loaded */
export async function loadLibvips(): Promise<typeof sharp> {
  const loaded = await (loading ??= load());
  if ("fault" in loaded) throw new Error(`Pictures cannot be decoded: ${loaded.fault}`);
  return loaded;
}
