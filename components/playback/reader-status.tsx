import { useSyncExternalStore } from "react";
import type { PastReader } from "./stream-reader.ts";

/** Says above a bar that history is loading slowly, or that there is no connection. @param className its place */
export function ReaderStatus({ reader, className }: { reader: PastReader; className: string }) {
  const status = useSyncExternalStore(reader.subscribe, reader.status, () => "ok");
  return (
    <p
      role="status"
      className={`absolute bottom-full mb-2 rounded-lg border border-edge bg-surface px-2.5 py-1 text-sm text-warn empty:hidden ${className}`}
    >
      {status === "failing" && "No connection. Reconnecting…"}
      {status === "slow" && "Loading slowly"}
    </p>
  );
}
