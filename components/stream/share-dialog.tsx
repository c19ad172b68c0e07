import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { formatTime } from "#components/time/format.ts";
import { formatMoment } from "#components/time/moment.tsx";
import { usePlace } from "#components/time/place.ts";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { HistoryFrame } from "#lib/model/history.ts";
import { copy } from "./copy.ts";
import { EmbedCode, EmbedPreview } from "./embed-code.tsx";
import { Choices } from "./choices.tsx";

export type ShareDialogProps = {
  /** The stream and its source. */
  title: string;
  /** The shown moment, ms since 1970; null without a picture. */
  moment: number | null;
  /** Addresses without the origin. */
  address: { readonly moment: string; readonly latest: string; readonly embed: string | null };
  shown: HistoryFrame | null;
  download: string | null;
  onClose: () => void;
};

/** On a phone a sheet from below. */
const PLACE = "w-[50rem] max-sm:mx-0 max-sm:mb-0 max-sm:w-full max-sm:max-w-full max-sm:rounded-b-none";

/** Shares a link to the moment or to the latest picture, and the code that embeds it. */
export function ShareDialog({ title, moment, address, shown, download, onClose }: ShareDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const link = useRef<HTMLInputElement>(null);
  const primary = useRef<HTMLButtonElement>(null);
  const [isMoment, setIsMoment] = useState(moment !== null);
  const place = usePlace();
  const write = (isShort: boolean) => (isShort ? formatTime : formatMoment)(moment ?? 0, place);
  const embedded = {
    address: address.embed ?? "",
    title,
    aspect: shown === null ? 16 / 9 : shown.width / shown.height,
  };
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const element = dialog.current;
    const onEnd = () => close();
    element?.addEventListener("close", onEnd);
    element?.showModal();
    primary.current?.focus();
    return () => element?.removeEventListener("close", onEnd);
  }, []);
  const url = location.origin + (isMoment ? address.moment : address.latest);

  async function copyLink() {
    // A status outside an open dialog is neither seen nor announced.
    if (await copy(url, "Link copied")) dialog.current?.close();
    // Selected, to be copied by hand.
    else link.current?.select();
  }

  return (
    <Dialog
      ref={dialog}
      title={`Share ${title}`}
      width={PLACE}
      actions={
        download !== null && (
          <>
            <a href={download} target="_blank" rel="noreferrer" className={`gap-1.5 ${buttonLook("medium")}`}>
              <Icon name="download" /> Download picture
            </a>
            {shown !== null && (
              <span className="self-center text-sm text-quiet">
                JPEG, {shown.width} × {shown.height}
              </span>
            )}
          </>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-5 md:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-5 max-md:order-last">
          <Field label="Link preview">
            <div className="overflow-hidden rounded-lg border border-edge">
              {shown !== null && (
                <img src={shown.preview} alt="" className="aspect-video w-full bg-black object-contain" />
              )}
              <p className="p-3 text-sm">
                <strong className="block truncate font-semibold">{title}</strong>
                <span className="text-quiet">
                  {isMoment ? write(false) : "The latest picture"} · Livewall
                </span>
              </p>
            </div>
          </Field>
          {address.embed !== null && <EmbedPreview {...embedded} />}
        </div>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-5">
          {moment !== null && (
            <Choices
              legend="What to share"
              options={[
                [true, `This moment, ${write(true)}`],
                [false, "Always the latest"],
              ]}
              value={isMoment}
              onChange={setIsMoment}
            />
          )}
          <Field label="Link">
            <div className="flex gap-2">
              <input
                ref={link}
                readOnly
                aria-label="Link"
                value={url}
                onFocus={({ target }) => target.select()}
                className="min-h-9 min-w-0 grow rounded-lg border border-edge-strong bg-surface px-3 text-sm pointer-coarse:min-h-11 pointer-coarse:text-base"
              />
              <Button
                size="medium"
                look="primary"
                className="shrink-0 gap-1.5"
                ref={primary}
                onClick={() => void copyLink()}
              >
                <Icon name="link" /> Copy link
              </Button>
            </div>
          </Field>
          {address.embed !== null && <EmbedCode {...embedded} onCopied={() => dialog.current?.close()} />}
        </div>
      </div>
    </Dialog>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p className="mb-2 text-sm font-medium">{label}</p>
      {children}
    </div>
  );
}
