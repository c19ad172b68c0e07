"use client";

import { Message } from "#components/ui/message.tsx";

export default function WallError({ retry }: { retry: () => void }) {
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Message title="This page could not be made" isWholePage>
        <p>Something went wrong here or on the server, whose log says what if it was there.</p>
        <button
          type="button"
          onClick={retry}
          className="mt-4 cursor-pointer rounded-md border border-edge px-4 py-2 font-medium"
        >
          Try again
        </button>
      </Message>
    </main>
  );
}
