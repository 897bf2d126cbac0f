FROM node:20 AS build
USER node
RUN npm ci

# ruleid: runs-as-root
FROM nginx:1.27
COPY --from=build /app/dist /usr/share/nginx/html
CMD ["nginx", "-g", "daemon off;"]
