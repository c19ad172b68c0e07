import { useEffect, useState } from "react";
import type { ZoomPicture } from "./zoom.tsx";

/** The newest of the pictures that has loaded; the first one at once. */
export function useLoaded(wanted: ZoomPicture): ZoomPicture {
  const [shown, setShown] = useState(wanted);
  useEffect(() => {
    let isWanted = true;
    const image = new Image();
    image.src = wanted.src;
    image.decode().then(
      () => {
        if (isWanted) setShown(wanted);
      },
      // The last good one stays.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  return shown;
}
