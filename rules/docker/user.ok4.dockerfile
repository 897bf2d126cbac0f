# ok: runs-as-root
FROM debian:12
RUN apt-get update && apt-get install -y gosu
# ok: user-root
USER root
ENTRYPOINT ["/entrypoint.sh"]
