import { useEffect, useEffectEvent, useState, type RefObject } from "react";
import type { FirstUse } from "./use-used.ts";

/** Shorter visits by pointer or key do not count. */
const DELAY_MS = 500;
/** Shorter than the delay of the browser's menu. */
const PRESS_MS = 350;
/** After a long press a browser may click what is under the finger. */
const CLICK_MS = 50;

/**
 * Detects a viewer who looks at a tile: by pointer, focus or long press, but never one who asked for reduced motion or
 * reduced data. A long press opens neither a menu of the browser nor the link.
 *
 * @param within is in the tile
 * @param use what loaded this code
 * @param onPress the end of a long press
 */
export function useWatched(
  within: RefObject<HTMLElement | null>,
  use: FirstUse | null,
  onPress: () => void,
): boolean {
  const [isWatched, setIsWatched] = useState(false);
  const endPress = useEffectEvent(onPress);
  const listen = useEffectEvent((tile: HTMLElement, signal: AbortSignal) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let press: "none" | "touch" | "long" = "none";
    function start(delayMs: number) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (press === "touch") press = "long";
        setIsWatched(allowsMotion());
      }, delayMs);
    }
    function stop() {
      clearTimeout(timer);
      setIsWatched(false);
    }
    function startPress() {
      press = "touch";
      start(PRESS_MS);
    }
    const isWithin = (target: EventTarget | null) => target instanceof Node && tile.contains(target);
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      listener: (event: HTMLElementEventMap[K]) => void,
      capture = false,
    ) => tile.addEventListener(name, listener, { capture, signal });

    on("pointerover", ({ pointerType, relatedTarget }) => {
      if (pointerType === "mouse" && !isWithin(relatedTarget)) start(DELAY_MS);
    });
    on("pointerout", ({ relatedTarget }) => {
      if (!isWithin(relatedTarget)) stop();
    });
    on("pointerdown", ({ pointerType }) => {
      if (pointerType === "touch") startPress();
      else press = "none";
    });
    on("pointerup", () => {
      if (press === "long") setTimeout(endPress, CLICK_MS);
    });
    on("pointercancel", stop);
    on("focusin", ({ target }) => {
      if (target instanceof Element && target.matches(":focus-visible")) start(DELAY_MS);
    });
    on("focusout", stop);
    on("contextmenu", (event) => {
      if (press !== "none") event.preventDefault();
    });
    const onClick = (event: MouseEvent) => {
      if (press === "long") event.preventDefault();
      press = "none";
    };
    on("click", onClick, true);
    signal.addEventListener("abort", () => clearTimeout(timer));

    // What loaded this code may be over by now.
    if (use?.by === "touch" && use.isPressed.current) startPress();
    if (use?.by === "pointer" && tile.matches(":hover")) start(DELAY_MS);
    if (use?.by === "focus" && tile.querySelector(":focus-visible") !== null) start(DELAY_MS);
  });
  useEffect(() => {
    const tile = within.current?.closest<HTMLElement>("[data-tile]");
    if (!tile) return;
    const end = new AbortController();
    listen(tile, end.signal);
    return () => end.abort();
  }, [within]);
  return isWatched;
}

function allowsMotion(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData !== true && !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
