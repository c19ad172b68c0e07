import type { Frame } from "#lib/model/frame.ts";

/** A frame and its bytes. */
export type Picture = { readonly frame: Frame; readonly jpeg: Uint8Array };
