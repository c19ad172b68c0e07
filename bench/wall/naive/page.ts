/** Between two polls of the page. */
export const NAIVE_POLL_MS = 5_000;

/** Pictures off screen load lazily, which is kinder than most first drafts are. */
export const PAGE = `<!doctype html>
<title>Thumbnails</title>
<style>body { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 1rem }
img { width: 100%; aspect-ratio: 16 / 9 }</style>
<script type="module">
  const images = new Map();
  async function poll() {
    const feeds = await (await fetch("/api/thumbnails")).json();
    for (const { feed, url } of feeds) {
      let image = images.get(feed);
      if (!image) {
        images.set(feed, (image = document.createElement("img")));
        image.loading = "lazy";
        document.body.append(image);
      }
      image.src = url;
    }
  }
  poll();
  setInterval(poll, ${NAIVE_POLL_MS});
</script>
`;
