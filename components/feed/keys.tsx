"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Steps through the history with the arrow keys; Home goes back to now. */
export function HistoryKeys({
  earlier,
  later,
  newest,
}: {
  earlier: string | null;
  later: string | null;
  newest: string;
}) {
  const router = useRouter();
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) return;
      const keys: Record<string, string | null> = { ArrowLeft: earlier, ArrowRight: later, Home: newest };
      const address = keys[event.key] ?? null;
      if (address === null) return;
      event.preventDefault();
      router.replace(address, { scroll: false });
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [router, earlier, later, newest]);
  return null;
}
