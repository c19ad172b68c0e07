import type { ReactNode } from "react";

type MessageProps = {
  title: string;
  /** Whether it is all that the page has to say, and its title the page's. */
  isWholePage?: boolean;
  children: ReactNode;
};

/** What stands in the place of pictures when there are none to show. */
export function Message({ title, isWholePage = false, children }: MessageProps) {
  const Heading = isWholePage ? "h1" : "h2";
  return (
    <section className="mx-auto max-w-2xl rounded-xl border border-edge bg-card p-8 text-pretty text-quiet">
      <Heading className="mb-2 text-xl font-semibold text-ink">{title}</Heading>
      {children}
    </section>
  );
}
