FROM debian:12
# ruleid: pipe-to-shell
RUN curl -fsSL https://get.example.com/install.sh | sh
# ruleid: pipe-to-shell
RUN wget -qO- https://get.example.com/setup_20 | sudo -E bash -
# ruleid: pipe-to-shell
RUN curl -sSL https://install.example.org | python3 -
# ruleid: pipe-to-shell
RUN sh -c "$(curl -fsSL https://example.com/install.sh)"
# ruleid: pipe-to-shell
RUN bash <(curl -s https://example.com/install.sh)
RUN apt-get update && \
    # ruleid: pipe-to-shell
    curl --proto '=https' --tlsv1.2 -sSf https://sh.example.rs \
      | VERSION=2 sh -s -- -y
# ok: pipe-to-shell
RUN curl -fsSL https://example.com/key.asc | gpg --dearmor -o /usr/share/keyrings/example.gpg
# ok: pipe-to-shell
RUN curl -fsSL https://example.com/a.tar.gz | tar xz -C /opt
# ok: pipe-to-shell
RUN curl -fsSL https://example.com/install.sh -o /tmp/install.sh && echo "$SUM /tmp/install.sh" | sha256sum -c && sh /tmp/install.sh
# ok: pipe-to-shell
# curl https://get.example.com | sh
# ok: pipe-to-shell
RUN curl -fsSL https://raw.githubusercontent.com/acme/tool/24454f830cdb571e2c4ad15481119c43b3cafd48/install.sh | sh
# ok: pipe-to-shell
RUN curl -s https://example.com/v.json | python3 -c 'import json, sys; print(json.load(sys.stdin)["v"])'
# ruleid: remote-add
ADD https://example.com/tool /usr/local/bin/tool
# ruleid: remote-add
ADD --chmod=755 http://example.com/tool /usr/local/bin/tool
# ruleid: remote-add
add ["https://example.com/tool", "/usr/local/bin/"]
# ok: remote-add
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool /tool
# ok: remote-add
ADD https://github.com/acme/tool.git#24454f830cdb571e2c4ad15481119c43b3cafd48 /src
# ok: remote-add
ADD rootfs.tar.gz /
# ruleid: download-check-off
RUN curl -k https://example.com/tool -o /tool
# ruleid: download-check-off
RUN curl -fsSLk https://example.com/tool -o /tool
# ruleid: download-check-off
RUN wget --no-check-certificate https://example.com/tool
# ruleid: download-check-off
RUN apt-get install -y --allow-unauthenticated tool
# ruleid: download-check-off
RUN pip install --trusted-host pypi.example.com -r requirements.txt
# ruleid: download-check-off
RUN npm config set strict-ssl false && npm ci
# ruleid: download-check-off
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
# ruleid: download-check-off
RUN git config --global http.sslVerify false
# ruleid: download-check-off
RUN echo "deb [trusted=yes] https://apt.example.com stable main" > /etc/apt/sources.list.d/a.list
# ruleid: download-check-off
RUN apk add --allow-untrusted /tmp/tool.apk
# ok: download-check-off
RUN curl -fsSL --keepalive-time 2 https://example.com/tool -o /tool
# ok: download-check-off
HEALTHCHECK CMD curl -k https://localhost:8443/health
# ok: download-check-off
RUN npm config set strict-ssl true
# ok: download-check-off
RUN echo "deb [signed-by=/usr/share/keyrings/a.gpg] https://apt.example.com stable main" > /etc/apt/sources.list.d/a.list
# ok: download-check-off
# RUN curl -k https://example.com
# ok: download-check-off
RUN apk add --no-cache curl
# ruleid: world-writable
RUN chmod 777 /app
# ruleid: world-writable
RUN mkdir /data && chmod -R 0777 /data
# ruleid: world-writable
RUN chmod -R a+rwX /srv
# ruleid: world-writable
COPY --chmod=777 entrypoint.sh /
# ok: world-writable
RUN chmod 755 /app
# ok: world-writable
RUN chmod +x /entrypoint.sh
# ok: world-writable
RUN chmod 1777 /tmp
# ok: world-writable
RUN chmod 777 /tmp
# ok: world-writable
RUN chmod g+w /etc/passwd
# ruleid: password-in-command
RUN curl -fsS -u ci:s3same-street https://packages.acme.io/tool.tgz -o tool.tgz
# ruleid: password-in-command
RUN docker login -u ci -p s3same-street images.acme.io
# ruleid: password-in-command
RUN PGPASSWORD=s3same-street psql -h db -U app -f schema.sql
# ok: password-in-command
RUN curl -fsS -u "ci:${TOKEN}" https://packages.acme.io/tool.tgz -o tool.tgz
# ok: password-in-command
RUN docker login -u ci --password-stdin images.acme.io < /run/secrets/token
# ok: password-in-command
RUN mkdir -p /data && mysql -uroot -e "select 1"
# ok: password-in-command
RUN curl -fsS -A agent:1.0 https://packages.acme.io/tool.tgz -o tool.tgz
