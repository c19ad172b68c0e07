import type { ReactNode } from "react";
import type { IconName } from "#components/ui/icon.tsx";
import { IconMessage } from "#components/ui/message.tsx";

type EmptyStateProps = { icon: IconName; title: string; children: ReactNode };

/** A message in place of tiles. */
export function EmptyState(props: EmptyStateProps) {
  return <IconMessage as="h2" className="mx-auto max-w-2xl grid-cols-1 py-8" {...props} />;
}
