import type { FrameId } from "#lib/store/keys.ts";

/** A frame and its bytes. */
export type Picture = { readonly frame: FrameId; readonly jpeg: Uint8Array };
