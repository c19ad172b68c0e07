import { Button, buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { HistoryFrame } from "#lib/model/history.ts";
import { toLabel, type StreamPage } from "#lib/model/stream-page.ts";
import type { Moved } from "./deck.tsx";
import { Figure } from "./picture.tsx";

/** Another document. */
const WALL = "/";

/** A page without history: why there is none. */
export function Missing({ page, isPart }: { page: StreamPage; isPart: boolean }) {
  const { title, text } = explain(page, isPart);
  return (
    <main className="grid min-h-[calc(var(--spacing-window)-8rem)] place-content-center p-4">
      <section className="grid w-[min(34rem,calc(100vw-2rem))] justify-items-center gap-3 rounded-xl border border-edge bg-surface px-6 py-10 text-center text-sm text-pretty text-quiet">
        <span className="grid size-9 place-content-center rounded-lg bg-well text-lg text-ink">
          <Icon name="image-off" isAlone />
        </span>
        <h1 className="text-lg font-semibold text-ink">{title}</h1>
        <p className="max-w-full break-words text-ink">
          <bdi>{toLabel(page)}</bdi>, account {page.stream.split("/")[0]}
        </p>
        <p>{text}</p>
        <a href={WALL} className={buttonLook("medium", "primary")}>
          Wall
        </a>
      </section>
    </main>
  );
}

function explain({ history }: StreamPage, isPart: boolean) {
  if (history === null)
    return {
      title: "The bucket cannot be reached",
      text: "This page tries again every few seconds. The server log has details.",
    };
  if (history === "busy")
    return { title: "Too many requests for history", text: "This page tries again every few seconds." };
  return {
    title: isPart ? "Source not found" : "Stream not found",
    text: "No pictures yet, or they have expired. This page updates when one arrives.",
  };
}

type StageProps = {
  page: StreamPage;
  shown: HistoryFrame | null;
  label: string;
  moved: Moved | null;
  isDimmed: boolean;
  onOpen: () => void;
};

/** The picture, and the button that enlarges it. */
export function Stage({ page, shown, label, moved, isDimmed, onOpen }: StageProps) {
  return (
    <Figure
      name={label}
      at={page.at}
      shown={shown}
      moved={moved}
      isDimmed={isDimmed}
      {...(shown === null ? {} : { onOpen })}
    >
      {shown !== null && (
        <div className="absolute top-2.5 right-2.5 max-sm:hidden noscript:hidden">
          <EnlargeButton
            onOpen={onOpen}
            className="border-transparent! bg-black/70! text-white! hover:bg-black!"
          />
        </div>
      )}
    </Figure>
  );
}

/** On a phone it is in the header, as it would hide what is in the picture. */
export function EnlargeButton({ onOpen, className }: { onOpen: () => void; className: string }) {
  return (
    <Button
      look="quiet"
      aria-label="Enlarge the picture"
      aria-keyshortcuts="f"
      data-tip="Enlarge ( F )"
      onClick={onOpen}
      className={className}
    >
      <Icon name="maximize" isAlone />
    </Button>
  );
}
