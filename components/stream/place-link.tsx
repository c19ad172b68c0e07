import type { ComponentProps, MouseEvent } from "react";
import type { StreamPlace } from "#lib/model/stream-page.ts";
import { addressOf, type Go } from "./use-moves.ts";

type PlaceLinkProps = Omit<ComponentProps<"a">, "href" | "onClick"> & {
  readonly to: StreamPlace;
  readonly go: Go;
};

/** A link to another moment or another stream. With JavaScript, it stays in the document. */
export function PlaceLink({ to, go, ...rest }: PlaceLinkProps) {
  return (
    <a
      href={addressOf(to)}
      onClick={(event) => {
        if (!isPlain(event)) return;
        event.preventDefault();
        go(to);
      }}
      {...rest}
    />
  );
}

/** Whether a click opens the link here, and not in another tab. */
export function isPlain({ button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return button === 0 && !altKey && !ctrlKey && !metaKey && !shiftKey;
}
