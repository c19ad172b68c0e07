import type { MarkKind } from "./marks.ts";

/** Each kind has a pattern or a shape of its own, distinct without colours. */
export const MARK_LOOKS: Record<MarkKind, string> = {
  on: "bg-track-on forced-colors:bg-[CanvasText]",
  unknown:
    "bg-[repeating-linear-gradient(135deg,var(--edge-strong)_0_1.5px,transparent_1.5px_6px)] forced-colors:bg-[repeating-linear-gradient(135deg,CanvasText_0_1.5px,transparent_1.5px_6px)]",
  offline: "",
  black: "bg-track-fault forced-colors:bg-[Highlight]",
  frozen: "bg-track-warn forced-colors:bg-[Highlight]",
  damaged: "bg-track-warn forced-colors:bg-[Highlight]",
  stalled:
    "bg-[repeating-linear-gradient(90deg,var(--track-warn)_0_3px,var(--page)_3px_5px)] forced-colors:bg-[repeating-linear-gradient(90deg,Highlight_0_3px,Canvas_3px_5px)]",
};
