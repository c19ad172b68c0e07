# Livewall as one container: docs/deploy/one-machine.md
FROM node:24-bookworm-slim AS build
WORKDIR /livewall
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build:standalone

FROM node:24-bookworm-slim
# Connections are kept for longer than Caddy keeps them (2 min), so that it sends nothing over one that is just closing.
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000 SPOOL_DIR=/spool KEEP_ALIVE_TIMEOUT=130000
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
