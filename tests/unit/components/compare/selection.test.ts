import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";

const showToast = vi.hoisted(() => vi.fn());
vi.mock("#components/ui/toast.tsx", () => ({ showToast }));
vi.mock("#components/compare/bar.tsx", () => ({ show: vi.fn() }));

const stored = new Map<string, string>();
const KEY = "livewall-compared";

beforeEach(() => {
  vi.resetModules();
  stored.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  showToast.mockReset();
});
// Other files share the process.
afterAll(() => {
  vi.doUnmock("#components/ui/toast.tsx");
  vi.doUnmock("#components/compare/bar.tsx");
  vi.resetModules();
});

const load = () => import("#components/compare/selection.ts");
const kept = () => JSON.parse(stored.get(KEY) ?? "[]") as unknown;

test("a tile is chosen, and no longer", async () => {
  const { toggleCompared } = await load();
  toggleCompared("a/1");
  toggleCompared("a/2");
  expect(kept()).toEqual(["a/1", "a/2"]);
  toggleCompared("a/1");
  expect(kept()).toEqual(["a/2"]);
});

test("a fifth tile is refused with a message", async () => {
  stored.set(KEY, JSON.stringify(["a/1", "a/2", "a/3", "a/4"]));
  const { toggleCompared } = await load();
  toggleCompared("a/5");
  expect(kept()).toEqual(["a/1", "a/2", "a/3", "a/4"]);
  expect(showToast).toHaveBeenCalledExactlyOnceWith("At most 4 streams can be compared");
});

test("anything else in the storage counts as nothing chosen", async () => {
  for (const text of ["{", "{}", "[1]", "null"]) {
    vi.resetModules();
    stored.set(KEY, text);
    const { toggleCompared } = await load();
    toggleCompared("a/1");
    expect(kept()).toEqual(["a/1"]);
  }
});

test("without storage, the choice lasts as long as the page", async () => {
  vi.stubGlobal("sessionStorage", undefined);
  const { toggleCompared } = await load();
  for (const id of ["a/1", "a/2", "a/3", "a/4", "a/5"]) toggleCompared(id);
  expect(showToast).toHaveBeenCalledOnce();
});
