"use client";

import Link from "next/link";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { MessagePage } from "#components/ui/message.tsx";

export default function WallError({ retry }: { retry: () => void }) {
  return (
    <MessagePage title="Something went wrong" icon="circle-alert">
      <p>The server log has details.</p>
      <p className="flex gap-2">
        <Button look="primary" onClick={retry}>
          Try again
        </Button>
        <Link href="/" target="_top" className={buttonLook()}>
          Wall
        </Link>
      </p>
    </MessagePage>
  );
}
