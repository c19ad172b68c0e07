import { onUse } from "#components/wall/on-use.tsx";
import { useNeedsOriginal } from "#components/wall/picture-size.ts";
import type { OriginalProps } from "./original.tsx";

const Original = onUse<OriginalProps>(() => import("./original.tsx").then((code) => code.Original));

/** The original of a past frame, over its preview, if that has fewer pixels than are drawn. */
export function LateOriginal(props: OriginalProps) {
  const [element, isLarge] = useNeedsOriginal(props.frame.aspect, props.frame.original);
  return (
    <div ref={element} className="absolute inset-0">
      {isLarge && <Original {...props} />}
    </div>
  );
}
