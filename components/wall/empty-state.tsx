import type { ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";

type EmptyStateProps = { icon: IconName; title: string; children: ReactNode };

/** A message in place of tiles. */
export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <section className="mx-auto grid max-w-2xl grid-cols-1 justify-items-center gap-3 rounded-xl border border-edge bg-surface px-6 py-8 text-center text-sm text-pretty text-quiet">
      <span className="grid size-9 place-content-center rounded-lg bg-well text-lg text-ink">
        <Icon name={icon} isAlone />
      </span>
      <h2 className="text-lg font-semibold text-ink">{title}</h2>
      {children}
    </section>
  );
}
