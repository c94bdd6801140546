# The program alone; the database is another container (docker-compose.yml) or any server that DATABASE_URL names.
FROM swift:6.3.1-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
  libpq-dev zlib1g-dev libzstd-dev libuchardet-dev libxlsxwriter-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /rollcall
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY sql sql
COPY seeds seeds
RUN swift build -c release --product rollcall --static-swift-stdlib

FROM debian:12.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 zlib1g libzstd1 libuchardet0 libxlsxwriter4 \
  ca-certificates tzdata \
  && rm -rf /var/lib/apt/lists/* && useradd --create-home --uid 1000 rollcall
COPY --from=build /rollcall/.build/release/rollcall /usr/local/bin/rollcall
USER rollcall
WORKDIR /srv
ENTRYPOINT ["rollcall"]
CMD ["--help"]
