"use client";

import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "./empty-state.tsx";

export type UnreachableProps = { /** Polls at once. */ onRetry?: () => void };

/** A page that has never got the wall. */
export function Unreachable({ onRetry }: UnreachableProps) {
  return (
    <EmptyState icon="unplug" title="The bucket cannot be reached">
      <p>This page tries again every few seconds. The server log has details.</p>
      {onRetry !== undefined && (
        <Button look="primary" onClick={onRetry} className="noscript:hidden">
          Try again
        </Button>
      )}
    </EmptyState>
  );
}
