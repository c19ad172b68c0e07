import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

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
export function MessagePage({ title, icon, children }: MessageProps & { icon: IconName }) {
  return (
    <main className="grid min-h-window place-content-center p-4">
      <IconMessage as="h1" title={title} icon={icon} className="w-[min(34rem,calc(100vw-2rem))] py-10">
        {children}
      </IconMessage>
    </main>
  );
}

type IconMessageProps = MessageProps & { as: "h1" | "h2"; icon: IconName; className: string };

/** A message below an icon, in the middle. @param className its width and the space above and below */
export function IconMessage({ as: Heading, title, icon, className, children }: IconMessageProps) {
  return (
    <section
      className={`grid justify-items-center gap-3 rounded-xl border border-edge bg-surface px-6 text-center text-sm text-pretty text-quiet ${className}`}
    >
      <span className="grid size-9 place-content-center rounded-lg bg-well text-lg text-ink">
        <Icon name={icon} isAlone />
      </span>
      <Heading className="text-lg font-semibold text-ink">{title}</Heading>
      {children}
    </section>
  );
}
