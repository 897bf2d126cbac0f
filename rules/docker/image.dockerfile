# ruleid: image-not-pinned
FROM golang:latest AS builder
# ruleid: image-not-pinned
FROM registry.example.com:5000/team/app
# ruleid: image-not-pinned
FROM --platform=$BUILDPLATFORM node AS web
# ok: image-not-pinned
FROM builder AS test
# ok: image-not-pinned
FROM web
# ok: image-not-pinned
FROM test
# ok: image-not-pinned
FROM scratch
# ok: image-not-pinned
FROM debian:12-slim
# ok: image-not-pinned
FROM debian@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d
# ok: image-not-pinned
FROM ${BASE_IMAGE}
# ruleid: secret-in-image
ENV DB_PASSWORD=letmein1
# ruleid: secret-in-image
ENV APP_ENV=prod SECRET_KEY="zzz-no1-no2"
ENV A=b \
    # ok: secret-in-image
    C=d \
    POSTGRES_USER=app
ENV A=b \
# ruleid: secret-in-image
    POSTGRES_PASSWORD=postgres1
# ruleid: secret-in-image
ENV MYSQL_ROOT_PASSWORD rootroot
# ruleid: secret-in-image
ARG API_KEY=0123aaaa0123
# ok: secret-in-image
ENV DB_PASSWORD=
# ok: secret-in-image
ENV DB_PASSWORD=$DB_PASSWORD
# ok: secret-in-image
ENV DB_PASSWORD_FILE=/run/secrets/db
# ok: secret-in-image
ENV SECRET_KEY="changeme"
# ok: secret-in-image
ENV TOKEN_LIFETIME=3600
# ok: secret-in-image
ARG SECRET_KEY_BASE=dummy-for-precompile
# ok: secret-in-image
ENV MYSQL_ALLOW_EMPTY_PASSWORD=yes
# ruleid: secret-build-argument
ARG NPM_TOKEN
# ruleid: secret-build-argument
ARG DB_PASSWORD
# ruleid: secret-build-argument
ARG SENTRY_AUTH_TOKEN
# ok: secret-build-argument
ARG VERSION
# ok: secret-build-argument
ARG TOKENIZER_MODEL
# ok: secret-build-argument
ARG PUBLIC_API_KEY
# ruleid: secret-file-copied
COPY .env /app/.env
# ruleid: secret-file-copied
COPY package.json .env.production ./
# ruleid: secret-file-copied
ADD --chown=app keys/id_rsa /home/app/.ssh/id_rsa
# ruleid: secret-file-copied
COPY ["certs/server.key", "/etc/ssl/"]
# ok: secret-file-copied
COPY .env.example /app/.env
# ok: secret-file-copied
COPY certs/ca.pem /etc/ssl/
# ok: secret-file-copied
COPY --from=build /app/credentials.json /app/
# ok: secret-file-copied
COPY . /app
# ok: secret-file-copied
COPY environment.env.ts /app/
# ruleid: end-of-life-image
FROM node:14.17.3-alpine3.14 AS old1
# ruleid: end-of-life-image
FROM python:2.7-slim AS old2
# ruleid: end-of-life-image
FROM docker.io/library/debian:buster-slim AS old3
# ruleid: end-of-life-image
FROM --platform=linux/amd64 ubuntu:18.04 AS old4
# ok: end-of-life-image
FROM node:24.1-bookworm-slim AS new1
# ok: end-of-life-image
FROM python:3.13-slim AS new2
# ok: end-of-life-image
FROM golang:1.24 AS new3
# ok: end-of-life-image
FROM acme/node:14 AS new4
# ok: end-of-life-image
FROM php:8.3-apache AS new5
