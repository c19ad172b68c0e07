import { useEffect, useEffectEvent } from "react";

/** Actions by `KeyboardEvent.key`. An action that returns false leaves the key to the browser. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

/** Keys that move something, and go on doing so while they are held. */
const MOVES = /^(Arrow\w+|[-+=,.nN[\]])$/;

/** Handles keys that are pressed anywhere on the page, unless they belong to the browser, a field or a dialog. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isShortcut(event)) return;
    const action = shortcuts[event.key];
    if (action === undefined) return;
    // A command that is held is done once: it would hide one tile after the other, or switch on and off.
    const isDone = event.repeat && !MOVES.test(event.key);
    if (isDone || action(event) !== false) event.preventDefault();
  });
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function isShortcut({ key, altKey, ctrlKey, metaKey, defaultPrevented, target }: KeyboardEvent): boolean {
  // A slider prevents the default of its own keys.
  if (altKey || ctrlKey || metaKey || defaultPrevented) return false;
  if (document.querySelector("dialog[open]") !== null) return false;
  if (!(target instanceof Element)) return true;
  const others = "input:not([type=range]), select, textarea, [popover] *";
  return target.closest(key === " " ? `${others}, button, a` : others) === null;
}
