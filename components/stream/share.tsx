import { useState, type ComponentType } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { showToast } from "#components/ui/toast.tsx";
import type { ShareDialogProps } from "./share-dialog.tsx";

type ShareProps = Omit<ShareDialogProps, "onClose">;

/** Opens the dialog that shares the moment. Its code is loaded on use. */
export function Share(props: ShareProps) {
  const [Dialog, setDialog] = useState<ComponentType<ShareDialogProps> | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  function open() {
    setIsOpen(true);
    import("./share-dialog.tsx").then(
      (module) => setDialog(() => module.ShareDialog),
      () => showToast("Couldn't open this. Check your connection, or reload for the new version."),
    );
  }
  return (
    <>
      <Button look="quiet" aria-haspopup="dialog" onClick={open} className="gap-1.5 noscript:hidden">
        <Icon name="share-2" /> <span className="max-sm:sr-only">Share</span>
      </Button>
      {isOpen && Dialog !== null && <Dialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
}
