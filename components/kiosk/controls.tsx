import type { ReactNode, RefObject } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { useFullScreen } from "#components/zoom/use-full-screen.ts";
import { PageNumber, type PageState } from "./bar.tsx";

export type ControlsProps = PageState & {
  readonly exit: string;
  readonly hasNames: boolean;
  /** The element that fills the screen. */
  readonly kiosk: RefObject<HTMLElement | null>;
  readonly onTurn: (by: number) => void;
  readonly onPause: () => void;
  readonly onNames: () => void;
};

const CONTROL =
  "inline-flex h-[2.6em] min-w-[2.6em] items-center justify-center gap-[0.4em] rounded-lg px-[0.7em] hover:bg-well pointer-coarse:min-h-11 pointer-coarse:min-w-11";

/** The controls of a kiosk, for a viewer who is at it. */
export function Controls({ exit, hasNames, kiosk, onTurn, onPause, onNames, ...state }: ControlsProps) {
  const { isFull, toggle } = useFullScreen(kiosk);
  return (
    <div
      data-controls
      role="toolbar"
      aria-label="Kiosk"
      className="absolute inset-x-0 top-[2%] z-20 mx-auto flex w-max max-w-[calc(100vw-1rem)] flex-wrap items-center justify-center rounded-xl border border-edge bg-surface px-[0.4em] py-[0.3em] text-[max(14px,calc(var(--spacing-window)*0.016))] font-medium shadow-2xl"
    >
      <a href={exit} className={CONTROL}>
        <Icon name="arrow-left" /> Wall
      </a>
      {state.pages > 1 && (
        <>
          <Control label="Previous page" onPress={() => onTurn(-1)}>
            <Icon name="chevron-left" isAlone />
          </Control>
          <span className="tabular-nums">
            <PageNumber {...state} />
          </span>
          <Control label="Next page" onPress={() => onTurn(1)}>
            <Icon name="chevron-right" isAlone />
          </Control>
          <Control onPress={onPause}>
            <Icon name={state.isPaused ? "play" : "pause"} /> {state.isPaused ? "Resume" : "Pause"}
          </Control>
        </>
      )}
      <Control onPress={onNames}>{hasNames ? "Hide names" : "Show names"}</Control>
      {toggle !== null && (
        <Control onPress={toggle}>
          <Icon name={isFull ? "minimize" : "maximize"} /> {isFull ? "Exit full screen" : "Full screen"}
        </Control>
      )}
    </div>
  );
}

type ControlProps = { label?: string; onPress: () => void; children: ReactNode };

function Control({ label, onPress, children }: ControlProps) {
  return (
    <button type="button" aria-label={label} onClick={onPress} className={CONTROL}>
      {children}
    </button>
  );
}
