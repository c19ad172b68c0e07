import type { ReactNode } from "react";

/** What stands in the place of pictures when there are none to show. */
export function Message({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rounded-xl border border-edge bg-card p-8 text-pretty text-quiet">
      <h2 className="mb-2 text-xl font-semibold text-ink">{title}</h2>
      {children}
    </section>
  );
}
