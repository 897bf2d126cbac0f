FROM quay.io/acme/base:3
USER app
# ruleid: user-root
user root
# USER app
CMD ["run"]
