"use client";

import { Button } from "#components/ui/button.tsx";
import { MessagePage } from "#components/ui/message.tsx";

export default function WallError({ retry }: { retry: () => void }) {
  return (
    <MessagePage title="Something went wrong">
      <p className="mb-4">The server log has details.</p>
      <Button size="large" onClick={retry}>
        Try again
      </Button>
    </MessagePage>
  );
}
