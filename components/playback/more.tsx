import { useEffect, useRef, useState } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { onUse } from "#components/wall/on-use.tsx";
import type { TransportProps } from "./transport.tsx";

export type MoreProps = Pick<TransportProps, "playback" | "moment" | "latest" | "onGo" | "more">;

const MorePanel = onUse(() => import("./more-panel.tsx").then((code) => code.MorePanel));

/** The rarer controls, above a button "…". */
export function More(props: MoreProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const close = () => details.current?.removeAttribute("open");
  useEffect(() => {
    if (!isOpen) return;
    const onPress = ({ target }: Event) => {
      if (target instanceof Node && details.current?.contains(target) !== true) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      close();
      details.current?.querySelector("summary")?.focus();
    };
    addEventListener("pointerdown", onPress, true);
    addEventListener("keydown", onKey, true);
    return () => {
      removeEventListener("pointerdown", onPress, true);
      removeEventListener("keydown", onKey, true);
    };
  }, [isOpen]);
  return (
    <details
      ref={details}
      className="relative"
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary
        aria-label="More"
        data-tip="More"
        className="grid size-9 cursor-pointer list-none place-items-center rounded-lg hover:bg-well pointer-coarse:size-11 [&::-webkit-details-marker]:hidden"
      >
        <Icon name="ellipsis" isAlone />
      </summary>
      {isOpen && <MorePanel {...props} onClose={close} />}
    </details>
  );
}
