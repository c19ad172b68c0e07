"use client";

import { useEffect, useState, type ComponentType } from "react";
import { Button, TEXT_LINK } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.tsx";
import { Message } from "#components/ui/message.tsx";
import { viewAddress } from "#lib/model/view.ts";
import type { PastWallProps } from "./past-wall.tsx";

const RETRY_MS = 5_000;

const load = () => import("./past-wall.tsx").then(({ PastWall }) => PastWall);

/** The past of the wall. Its code is loaded for the first look at it, and again until that succeeds. */
export const LazyPast = later<PastWallProps>(() => load().catch(() => LostPast));

/** Stands for the past while its code cannot be loaded, and gives way to it as soon as it can. */
function LostPast(props: PastWallProps) {
  const [Found, setFound] = useState<ComponentType<PastWallProps> | null>(null);
  const isFound = Found !== null;
  useEffect(() => {
    if (isFound) return;
    const retry = () => {
      load().then(
        (found) => setFound(() => found),
        () => undefined,
      );
    };
    const timer = setInterval(retry, RETRY_MS);
    addEventListener("online", retry);
    retry();
    return () => {
      clearInterval(timer);
      removeEventListener("online", retry);
    };
  }, [isFound]);
  if (Found !== null) return <Found {...props} />;
  return (
    <Message title="Couldn’t load history">
      <p className="mb-4">
        Check your connection, or{" "}
        <a href={viewAddress(props.view)} className={TEXT_LINK}>
          reload for the new version
        </a>
        .
      </p>
      <Button onClick={props.onLeave}>Live</Button>
    </Message>
  );
}
