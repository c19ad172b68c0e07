"use client";

import type { ReactNode } from "react";
import { Count } from "#components/time/numbers.ts";
import { Icon } from "#components/ui/icon.tsx";
import { usePersonal } from "./personal.ts";

export type SwitchesProps = {
  size: number | null;
  onSize: (size: number | null) => void;
  withHidden: boolean;
  onWithHidden: (withHidden: boolean) => void;
};

/** The part of the View menu that is for this browser alone. */
export function ViewSwitches({ size, onSize, withHidden, onWithHidden }: SwitchesProps) {
  const { hidden } = usePersonal();
  return (
    <>
      {hidden.size > 0 && (
        <Switch isOn={withHidden} onClick={() => onWithHidden(!withHidden)}>
          Show hidden streams
          <span className="ms-auto text-quiet">
            <Count of={hidden.size} />
          </span>
        </Switch>
      )}
      <Switch isOn={size === null} onClick={() => onSize(null)}>
        Tile size: automatic
      </Switch>
    </>
  );
}

function Switch({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className="flex min-h-9 w-full items-center gap-2 rounded-lg px-1 text-sm hover:bg-well pointer-coarse:min-h-11"
    >
      <span className={`text-accent ${isOn ? "" : "invisible"}`}>
        <Icon name="check" />
      </span>
      {children}
    </button>
  );
}
