"use client";

import { useEffect } from "react";
import { reloadIfReachable } from "#components/kiosk/keep-alive.ts";
import { Message } from "#components/ui/message.tsx";

const RETRY_MS = 10_000;

/** A kiosk has no viewer who could reload it. */
export default function KioskError() {
  useEffect(() => {
    const timer = setInterval(() => void reloadIfReachable(), RETRY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Message title="Something went wrong" isWholePage>
        <p>The server log has details. This page reloads by itself.</p>
      </Message>
    </main>
  );
}
