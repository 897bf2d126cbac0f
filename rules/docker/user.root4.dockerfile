FROM quay.io/acme/base:3
USER app
RUN make
# ruleid: user-root
USER root:root
CMD ["run"]
