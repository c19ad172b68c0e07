import { showToast } from "#components/ui/toast.tsx";
import type { Shortcuts } from "#components/ui/use-shortcut.ts";

/** A line about a picture. `copy` is what its button copies, if it has one. */
export type Fact = { readonly label: string; readonly value: string; readonly copy?: string };

export type ZoomPicture = {
  readonly src: string;
  readonly alt: string;
  /** Of the picture in full, even where `src` is its preview. */
  readonly width: number;
  readonly height: number;
  readonly facts: readonly Fact[];
  /** Answers the size of the file, `{ bytes }`; undefined where it cannot be asked for. */
  readonly sizeAddress?: string | undefined;
  /** Keys of the page that go on working, as the one that shows the next picture. */
  readonly keys?: Shortcuts;
};

let viewer: typeof import("./viewer.tsx") | null = null;

/** Opens a picture over the whole window, where it can be enlarged. Its code is loaded at the first use. */
export function openZoom(picture: ZoomPicture): void {
  import("./viewer.tsx").then(
    (loaded) => {
      viewer = loaded;
      loaded.show(picture);
    },
    () => showToast("Couldn't enlarge the picture. Check your connection, or reload for the new version."),
  );
}

/** Shows a newer picture in place of the open one, at the same place and scale. Does nothing when none is open. */
export function updateZoom(picture: ZoomPicture): void {
  viewer?.update(picture);
}
