"use client";

import { Button, buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Select } from "#components/ui/select.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { SPEEDS } from "./moments.ts";
import type { PlaybackControls } from "./use-playback.ts";

/** Plays and pauses, by button and by key. */
export function PlayButton({ isPlaying, toggle }: Pick<PlaybackControls, "isPlaying" | "toggle">) {
  useShortcuts({ " ": toggle });
  return (
    <Button aria-keyshortcuts="Space" onClick={toggle} className="min-w-20 font-medium">
      <Icon name={isPlaying ? "pause" : "play"} /> {isPlaying ? "Pause" : "Play"}
    </Button>
  );
}

/** Goes to the previous and the next fault, by button and by key. @param onJump -1 for the previous one */
export function FaultButtons({ onJump }: { onJump: (by: -1 | 1) => void }) {
  useShortcuts({ n: () => onJump(1), N: () => onJump(-1) });
  return (
    <>
      <Button aria-label="Previous fault" aria-keyshortcuts="Shift+n" onClick={() => onJump(-1)}>
        <Icon name="chevron-left" /> Fault
      </Button>
      <Button aria-label="Next fault" aria-keyshortcuts="n" onClick={() => onJump(1)}>
        Fault <Icon name="chevron-right" />
      </Button>
    </>
  );
}

export function SpeedSelect({ speed, setSpeed }: Pick<PlaybackControls, "speed" | "setSpeed">) {
  return (
    <Select
      aria-label="Speed"
      value={speed.label}
      onChange={({ target }) => setSpeed(SPEEDS.find(({ label }) => label === target.value) ?? SPEEDS[1])}
      options={SPEEDS.map(({ label }) => [label, label])}
    />
  );
}

type GoToProps = {
  onGo: (time: number) => void;
  /** The seconds between two times that can be entered. */
  step?: number;
  className?: string;
};

/** Goes to a date and time of the viewer's own zone. */
export function GoTo({ onGo, step, className = "" }: GoToProps) {
  return (
    <form
      className={`flex max-w-full items-center gap-2 text-sm ${className}`}
      onSubmit={(event) => {
        event.preventDefault();
        const local = new FormData(event.currentTarget).get("at");
        const time = typeof local === "string" ? Date.parse(local) : NaN;
        if (!Number.isNaN(time)) onGo(time);
      }}
    >
      <label className="flex min-w-0 items-center gap-2">
        <span className="shrink-0">Go to</span>
        <input
          type="datetime-local"
          name="at"
          step={step}
          required
          className={`${buttonLook()} max-w-full min-w-0`}
        />
      </label>
      <Button type="submit">Go</Button>
    </form>
  );
}
