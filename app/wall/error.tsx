"use client";

import { useEffect } from "react";
import { reloadIfReachable } from "#components/kiosk/keep-alive.ts";
import { MessagePage } from "#components/ui/message.tsx";

const RETRY_MS = 10_000;

/** A kiosk has no viewer who could reload it. */
export default function KioskError() {
  useEffect(() => {
    const timer = setInterval(() => void reloadIfReachable(), RETRY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <MessagePage title="Something went wrong" icon="circle-alert">
      <p>The server log has details. This page reloads by itself.</p>
    </MessagePage>
  );
}
