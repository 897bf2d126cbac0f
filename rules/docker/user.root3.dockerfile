FROM quay.io/acme/base:3
# ok: user-root
USER root
RUN microdnf install -y tar
# ok: runs-as-root
USER 1001
# ruleid: user-root
USER 0
CMD ["run"]
