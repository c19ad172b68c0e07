import { createRoot, type Root } from "react-dom/client";
import { ZoomDialog } from "./zoom-dialog.tsx";
import type { ZoomPicture } from "./zoom.tsx";

/** The open dialog. It is drawn apart from the page: a page that draws itself anew leaves it open. */
let open: { readonly root: Root; readonly place: HTMLElement } | null = null;

export function show(picture: ZoomPicture): void {
  if (open === null) {
    const place = document.body.appendChild(document.createElement("div"));
    open = { root: createRoot(place), place };
  }
  update(picture);
}

/** Replaces the picture, if one is open. @public */
export function update(picture: ZoomPicture): void {
  open?.root.render(<ZoomDialog picture={picture} onClose={close} />);
}

function close() {
  open?.root.unmount();
  open?.place.remove();
  open = null;
}
