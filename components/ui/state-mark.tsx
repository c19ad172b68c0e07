import type { Alarm } from "#lib/model/section.ts";

/** "attention" stands for any alarm, "ended" for a feed that its publisher ended. */
export type MarkedState = Alarm | "live" | "attention" | "ended";

/** Each state has a shape and a colour, the same on tiles, timelines and kiosks. */
const LOOKS: Record<MarkedState, string> = {
  live: "mark-live text-live",
  attention: "mark-attention text-track-fault",
  black: "mark-black text-track-fault",
  offline: "mark-offline text-track-fault",
  frozen: "mark-frozen text-track-warn",
  stalled: "mark-stalled text-track-warn",
  damaged: "mark-damaged text-track-warn",
  ended: "mark-offline text-quiet",
};

type StateMarkProps = {
  state: MarkedState;
  /** Without its colour: offline for a while, or nothing is known. */
  isMuted?: boolean;
  className?: string;
};

/** The shape of a state. It is decorative: the state's word stands beside it. */
export function StateMark({ state, isMuted = false, className = "" }: StateMarkProps) {
  return (
    <span
      aria-hidden
      className={`icon text-[0.7em] ${LOOKS[state]} ${isMuted ? "text-quiet!" : ""} ${className}`}
    />
  );
}
