import { onUse } from "#components/wall/on-use.tsx";
import type { OriginalProps } from "./original.tsx";

/** Only a large picture that rests needs it. */
export const LateOriginal = onUse<OriginalProps>(() =>
  import("./original.tsx").then((code) => code.Original),
);
