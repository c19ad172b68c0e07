"use client";

import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";
import { toggleCompared } from "#components/compare/selection.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { toggle } from "./personal.ts";
import { hideTile } from "./tile-commands.ts";
import type { TileChoice } from "./tile-actions.tsx";

/** The actions of a tile, for touch screens. */
export function TileMenu({ tile, onClose }: { tile: TileChoice; onClose: () => void }) {
  const { id, name, isFavourite, isHidden, isCompared } = tile;
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const element = dialog.current;
    const onEnd = () => close();
    element?.showModal();
    element?.addEventListener("close", onEnd);
    return () => element?.removeEventListener("close", onEnd);
  }, []);
  const item = (icon: IconName, label: ReactNode, run: () => void) => (
    <button
      type="button"
      onClick={() => {
        dialog.current?.close();
        run();
      }}
      className="flex min-h-11 items-center gap-2 rounded-lg px-3 text-start hover:bg-well"
    >
      <Icon name={icon} isAlone /> {label}
    </button>
  );
  return (
    <Dialog ref={dialog} title={name} width="w-80">
      <div className="-mx-3 grid gap-1">
        {item(
          isFavourite ? "filled-star" : "star",
          isFavourite ? "Remove from favourites" : "Add to favourites",
          () => void toggle("favourites", id),
        )}
        {item("columns-2", isCompared ? "Don’t compare" : "Compare", () => toggleCompared(id))}
        {item(isHidden ? "eye" : "eye-off", isHidden ? "Show again" : "Hide", () => hideTile(id, name))}
      </div>
    </Dialog>
  );
}
