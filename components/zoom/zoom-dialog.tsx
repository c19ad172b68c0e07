"use client";

import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Img } from "#components/ui/img.tsx";
import { Facts } from "./facts.tsx";
import { enlargedScale, type Point } from "./geometry.ts";
import { useFullScreen } from "./use-full-screen.ts";
import { useGestures } from "./use-gestures.ts";
import { useLoaded } from "./use-loaded.ts";
import { useQuiet } from "./use-quiet.ts";
import { useZoom } from "./use-zoom.ts";
import { ZoomBar } from "./zoom-bar.tsx";
import type { ZoomPicture } from "./zoom.tsx";

/** What a key or a button enlarges by. */
const STEP = 1.5;
const CENTRE: Point = { x: 0, y: 0 };
/** How far an arrow key moves, as a part of the frame. */
const PAN = 0.15;
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: PAN, y: 0 },
  ArrowRight: { x: -PAN, y: 0 },
  ArrowUp: { x: 0, y: PAN },
  ArrowDown: { x: 0, y: -PAN },
};
/** From here on, pixels have edges. */
const PIXELATED_SCALE = 4;
/** In full screen, the bars lie over the picture, and only while the pointer moves or the focus is in them. */
const OVERLAY =
  "absolute inset-x-0 z-10 motion-safe:transition-opacity not-focus-within:group-data-quiet:opacity-0";

type ZoomDialogProps = { picture: ZoomPicture; onClose: () => void };

/** A picture that fills the window, to look at closely. */
export function ZoomDialog({ picture: wanted, onClose }: ZoomDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const picture = useLoaded(wanted);
  const zoom = useZoom(frame, picture);
  const { isFull, toggle } = useFullScreen(content);
  const [isQuiet, onPointerMove] = useQuiet();
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  // The bars are no longer needed.
  useEffect(() => frame.current?.focus(), [isFull]);

  const scaleBy = (by: number) => zoom.scaleBy(by, CENTRE);
  const switchSize = (about: Point) =>
    zoom.isFit ? zoom.scaleTo(enlargedScale(zoom.framed), about) : zoom.fit();
  const gestures = useGestures(frame, {
    onPan: zoom.pan,
    onPinch: zoom.pinch,
    onWheel: zoom.scaleBy,
    onDoubleTap: switchSize,
  });

  function findAction(key: string): ((event: globalThis.KeyboardEvent) => unknown) | undefined {
    const { width, height } = zoom.framed.frame;
    const arrow = ARROWS[key];
    // Nothing can be moved in a fitted picture.
    if (arrow !== undefined && !zoom.isFit)
      return () => zoom.pan({ x: arrow.x * width, y: arrow.y * height });
    const own: Readonly<Record<string, () => void>> = {
      "+": () => scaleBy(STEP),
      "=": () => scaleBy(STEP),
      "-": () => scaleBy(1 / STEP),
      "0": zoom.fit,
      "1": () => zoom.scaleTo(1, CENTRE),
      f: () => toggle?.(),
      F: () => toggle?.(),
    };
    return own[key] ?? picture.keys?.[key];
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isPress = event.key === " " || event.key === "Enter";
    if (isPress && event.target instanceof HTMLButtonElement) return;
    const action = findAction(event.key);
    if (action !== undefined && action(event.nativeEvent) !== false) event.preventDefault();
  }

  const overlay = isFull ? OVERLAY : "";
  const hasFailed = failedSrc === picture.src;
  const { width, height, x, y } = zoom.place;
  return (
    <dialog
      ref={dialog}
      data-theme="dark"
      aria-labelledby={id}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      className="m-0 size-full max-h-none max-w-none bg-black text-ink"
    >
      <div
        ref={content}
        data-quiet={isQuiet || undefined}
        className="group relative flex size-full flex-col bg-black"
      >
        <ZoomBar
          id={id}
          title={picture.alt}
          scale={zoom.scale}
          isFull={isFull}
          onFull={toggle}
          onSwitch={() => switchSize(CENTRE)}
          onScale={(by) => scaleBy(by > 0 ? STEP : 1 / STEP)}
          onClose={() => dialog.current?.close()}
          className={`${overlay} top-0`}
        />
        <div
          ref={frame}
          tabIndex={-1}
          {...gestures}
          className={`relative min-h-0 flex-1 touch-none overflow-hidden outline-none select-none ${toCursor(zoom.isFit, isFull && isQuiet)}`}
        >
          {hasFailed && (
            <p className="absolute inset-0 grid place-content-center text-quiet">
              No picture could be loaded
            </p>
          )}
          <Img
            src={picture.src}
            alt={hasFailed ? "" : picture.alt}
            draggable={false}
            onFail={() => setFailedSrc(picture.src)}
            style={{ width, height, transform: `translate(${x}px, ${y}px)` }}
            className={`absolute top-0 left-0 max-w-none ${hasFailed ? "invisible" : ""} ${zoom.scale >= PIXELATED_SCALE ? "[image-rendering:pixelated]" : ""}`}
          />
        </div>
        {picture.facts.length > 0 && (
          <div className={`bg-black/70 px-4 py-1 ${overlay} bottom-0`}>
            <Facts {...picture} />
          </div>
        )}
      </div>
    </dialog>
  );
}

function toCursor(isFit: boolean, isQuiet: boolean): string {
  if (isQuiet) return "cursor-none";
  return isFit ? "cursor-zoom-in" : "cursor-grab active:cursor-grabbing";
}
