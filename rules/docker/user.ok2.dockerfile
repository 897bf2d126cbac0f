FROM node:20 AS deps
RUN npm ci
FROM node:20 AS base
USER node
# ok: runs-as-root
FROM base
COPY . .
CMD ["node", "server.js"]
