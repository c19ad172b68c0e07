# Livewall as one container: docs/deploy/one-machine.md
# Of a newer version: docker buildx imagetools inspect node:<version>-bookworm-slim --format '{{.Manifest.Digest}}'
ARG NODE=node:24.21.0-bookworm-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6

FROM ${NODE} AS build
WORKDIR /livewall
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build:standalone

FROM ${NODE}
ENV NODE_ENV=production PORT=3000 SPOOL_DIR=/spool
WORKDIR /livewall
COPY --from=build /livewall/.next/standalone ./
# A volume that is made here belongs to the user who is to write there.
RUN mkdir --mode=700 /spool && chown node:node /spool
VOLUME /spool
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:3000/api/health').then(({ok}) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# As it is, without npm in between: it must get the signal to stop.
CMD ["node", "server.js"]
