import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Message } from "#components/ui/message.tsx";
import type { HistoryFrame } from "#lib/model/history.ts";
import type { StreamPage } from "#lib/model/stream-page.ts";
import type { Moved } from "./deck.tsx";
import { Figure } from "./picture.tsx";

type StageProps = {
  page: StreamPage;
  shown: HistoryFrame | null;
  /** Nothing is kept of it, and it is not on the wall. */
  isUnknown: boolean;
  isPart: boolean;
  label: string;
  moved: Moved | null;
  isDimmed: boolean;
  onOpen: () => void;
};

/** The picture, or why there is none. */
export function Stage({ page, shown, isUnknown, isPart, label, moved, isDimmed, onOpen }: StageProps) {
  if (page.history === null)
    return (
      <Message title="The bucket cannot be reached">
        <p>History is kept in an S3 bucket that does not answer. This page tries again by itself.</p>
      </Message>
    );
  if (page.history === "busy")
    return (
      <Message title="Too many requests for history">
        <p>This page tries again by itself.</p>
      </Message>
    );
  if (isUnknown)
    return (
      <Message title={isPart ? "Source not found" : "Stream not found"}>
        <p>No pictures yet, or they have expired. This page updates when one arrives.</p>
      </Message>
    );
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
        <div className="absolute top-2.5 right-2.5 noscript:hidden">
          <Button
            aria-label="Enlarge the picture"
            aria-keyshortcuts="f"
            data-tip="Enlarge ( F )"
            onClick={onOpen}
            className="border-transparent! bg-black/70! text-white! hover:bg-black!"
          >
            <Icon name="maximize" isAlone />
          </Button>
        </div>
      )}
    </Figure>
  );
}
