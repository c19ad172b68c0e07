import { expect, test } from "../../support/test.ts";

for (const path of ["/api/thumbnails", "/api/thumbnails/"]) {
  test(`a hook to ${path} is answered there, and never redirected`, async ({ request }) => {
    const answer = await request.post(path, {
      headers: { "Content-Type": "image/jpeg" },
      data: Buffer.from([0xff, 0xd8, 0xff, 0xd9]),
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(401);
    expect(answer.headers()["content-type"]).toBe("application/problem+json");
  });
}

test("a body of 12 MB is refused as too large, whole or streamed, and never cut", async ({ app }) => {
  const body = Buffer.alloc(12_000_000, 7);
  for (const sent of [body, new Blob([body]).stream()]) {
    const signature = { "X-Millicast-Signature": `sha1=${"0".repeat(40)}` };
    const headers = { "Content-Type": "image/jpeg", ...signature };
    const hook = { method: "POST", headers, body: sent, duplex: "half" };
    const answer = await fetch(`${app.url}/api/thumbnails`, hook);
    expect(answer.status).toBe(413);
  }
});
