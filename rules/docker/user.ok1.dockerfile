FROM golang:1.22 AS build
# ok: user-root
USER root
RUN go build -o /server .
# ok: runs-as-root
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /server /server
CMD ["/server"]
