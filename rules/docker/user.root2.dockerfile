# ruleid: runs-as-root
FROM --platform=linux/amd64 python:3.12-slim
# USER app
WORKDIR /app
ENTRYPOINT ["gunicorn", "app:app"]
