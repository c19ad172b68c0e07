import { useEffect, useEffectEvent } from "react";
import { startDeadline } from "#components/data/deadline.ts";

/** Keeps the screen on. A browser releases the lock when the page is hidden. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isUnmounted = false;
    async function acquire() {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      try {
        lock = await navigator.wakeLock.request("screen");
        if (isUnmounted) void lock.release();
      } catch {
        // The battery is low, or the page is not served over HTTPS.
      }
    }
    const onVisible = () => void acquire();
    onVisible();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isUnmounted = true;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
    };
  }, []);
}

const RELOAD_MS = 6 * 3_600_000;
const DEADLINE_MS = 8_000;

/** Reloads the page every few hours, for a new version of it, unless polls fail. */
export function useAutoReload(isFailing: boolean): void {
  const reload = useEffectEvent((loaded: number) => {
    if (Date.now() - loaded > RELOAD_MS && !isFailing) void reloadIfReachable();
  });
  useEffect(() => {
    const timer = setInterval(reload, 60_000, Date.now());
    return () => clearInterval(timer);
  }, []);
}

/** Reloads the page if the server answers. Otherwise the browser's error page would stay for good. */
export async function reloadIfReachable(): Promise<void> {
  try {
    const { signal } = startDeadline(DEADLINE_MS);
    const { ok, type } = await fetch(location.href, { cache: "no-store", mode: "no-cors", signal });
    // In a sandboxed frame, the answer is opaque, and may be a proxy's error. A picture shows whether the server is there.
    if (type === "opaque") await loadIcon();
    if (ok || type === "opaque") location.reload();
  } catch {
    // The caller tries again.
  }
}

/** Rejects without the server. */
async function loadIcon(): Promise<void> {
  const icon = new Image();
  icon.src = `/icon-192.png?${Date.now()}`;
  await icon.decode();
}
