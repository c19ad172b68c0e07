"use client";

import { useEffect } from "react";
import { reloadIfThere } from "#components/kiosk/keep-alive.ts";
import { Message } from "#components/ui/message.tsx";

const AGAIN_MS = 10_000;

/** Nobody stands before the screen to load the page again: it does so itself. */
export default function KioskError() {
  useEffect(() => {
    const timer = setInterval(() => void reloadIfThere(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Message title="Something went wrong" isWholePage>
        <p>This page loads itself again as soon as it can.</p>
      </Message>
    </main>
  );
}
