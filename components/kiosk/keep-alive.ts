import { useEffect, useRef } from "react";

/** Keeps the screen from going dark. A browser takes the lock back when the page is hidden. */
export function useKeptAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    async function hold() {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      try {
        lock = await navigator.wakeLock.request("screen");
        if (isOver) void lock.release();
      } catch {
        // The battery is low, or the page is not served over HTTPS: the screen does what it is set to.
      }
    }
    const onVisible = () => void hold();
    onVisible();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
    };
  }, []);
}

const RENEW_MS = 6 * 3_600_000;
const DEADLINE_MS = 8_000;

/** Loads the page anew a few times a day, for a new version of it, and only while the server answers. */
export function useRenewedPage(failing: boolean): void {
  const isFailing = useRef(failing);
  useEffect(() => {
    isFailing.current = failing;
  }, [failing]);
  useEffect(() => {
    const loaded = Date.now();
    const timer = setInterval(() => {
      if (Date.now() - loaded > RENEW_MS && !isFailing.current) void reloadIfThere();
    }, 60_000);
    return () => clearInterval(timer);
  }, []);
}

/** Loads the page anew if it is there: else the browser's own page about that would stay for ever. */
export async function reloadIfThere(): Promise<void> {
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const { ok } = await fetch(location.href, { cache: "no-store", signal });
    if (ok) location.reload();
  } catch {
    // No network, or no server: whoever asked asks again.
  }
}
