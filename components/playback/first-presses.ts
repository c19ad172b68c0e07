import { useEffect, useState } from "react";

/** The keys of a timeline's controls. Others are handled before its code is there, or by the browser. */
const KEYS = " nN-+=,.";
/** What was pressed longer ago, while the code could not be loaded, is no longer meant. */
const MEANT_MS = 10_000;

/**
 * Keeps what the viewer presses before the code of a timeline is there, and presses it again then: the press that brings
 * the code counts too.
 *
 * @returns whether the code is there, and what to call once it is
 */
export function useFirstPresses() {
  const [isReady, setIsReady] = useState(false);
  const [presses] = useState(createPresses);
  useEffect(() => (isReady ? presses.repeat() : presses.keep()), [isReady, presses]);
  const onReady = () => {
    presses.stop();
    setIsReady(true);
  };
  return [isReady, onReady] as const;
}

function createPresses() {
  const kept: (KeyboardEvent | MouseEvent)[] = [];
  const onKey = (event: KeyboardEvent) => {
    if (KEYS.includes(event.key)) kept.push(event);
  };
  const onClick = (event: MouseEvent) => {
    if (findButton(event) !== null) kept.push(event);
  };
  const stop = () => {
    removeEventListener("keydown", onKey, true);
    removeEventListener("click", onClick, true);
  };
  return {
    stop,
    keep() {
      addEventListener("keydown", onKey, true);
      addEventListener("click", onClick, true);
      return stop;
    },
    repeat() {
      for (const event of kept.splice(0)) if (isLost(event)) repeat(event);
    },
  };
}

/** A button of a timeline's controls. */
function findButton({ target }: Event): HTMLButtonElement | null {
  return target instanceof Element
    ? target.closest<HTMLButtonElement>(".transport button[type=button]")
    : null;
}

/** It did nothing. While it is still under way, the code that came meanwhile handles it. */
function isLost({ defaultPrevented, eventPhase, timeStamp }: Event): boolean {
  return !defaultPrevented && eventPhase === Event.NONE && performance.now() - timeStamp < MEANT_MS;
}

function repeat(event: KeyboardEvent | MouseEvent): void {
  if (!(event instanceof KeyboardEvent)) findButton(event)?.click();
  else {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    const again = { key, altKey, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true };
    event.target?.dispatchEvent(new KeyboardEvent("keydown", again));
  }
}
