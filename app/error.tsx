"use client";

import { Button, buttonLook } from "#components/ui/button.tsx";
import { MessagePage } from "#components/ui/message.tsx";

/** A plain link: the code of `next/link` would be on every page. */
const WALL = "/";

export default function WallError({ retry }: { retry: () => void }) {
  return (
    <MessagePage title="Something went wrong" icon="circle-alert">
      <p>The server log has details.</p>
      <p className="flex gap-2">
        <Button look="primary" onClick={retry}>
          Try again
        </Button>
        <a href={WALL} target="_top" className={buttonLook()}>
          Wall
        </a>
      </p>
    </MessagePage>
  );
}
