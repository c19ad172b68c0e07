import { answerViewer } from "#lib/gallery/index.ts";

export const dynamic = "force-dynamic";

export const GET = answerViewer;
