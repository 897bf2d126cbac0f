# ok: runs-as-root
FROM redis:7
COPY redis.conf /etc/redis.conf
CMD ["redis-server", "/etc/redis.conf"]
