"use client";

import { Button } from "#components/ui/button.tsx";
import { Message } from "#components/ui/message.tsx";

export default function WallError({ retry }: { retry: () => void }) {
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Message title="Something went wrong" isWholePage>
        <p className="mb-4">The server log has details.</p>
        <Button size="large" onClick={retry}>
          Try again
        </Button>
      </Message>
    </main>
  );
}
