import type { ReactNode } from "react";

type MessageProps = { title: string; children: ReactNode };

/** A message in place of pictures. @param as the level of its heading */
export function Message({ title, children, as: Heading = "h2" }: MessageProps & { as?: "h1" | "h2" }) {
  return (
    <section className="mx-auto max-w-2xl rounded-xl border border-edge bg-surface p-8 text-pretty text-quiet">
      <Heading className="mb-2 text-xl font-semibold text-ink">{title}</Heading>
      {children}
    </section>
  );
}

/** A page that has only a message. */
export function MessagePage(props: MessageProps) {
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Message as="h1" {...props} />
    </main>
  );
}
