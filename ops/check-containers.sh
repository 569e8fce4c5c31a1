#!/usr/bin/env bash
# Checks compose files, the Dockerfile and the rules of Prometheus without a Docker engine.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp docker-compose.yml docker-compose.local.yml Dockerfile "$folder/"
cp .env.example "$folder/.env"
touch "$folder/signer.token"
cd "$folder"
docker-compose -f docker-compose.yml config --quiet
docker-compose -f docker-compose.yml -f docker-compose.local.yml config --quiet
docker-compose -f docker-compose.yml --profile distributed config > distributed.txt
for service in queue far-runner; do
  grep -q "^  $service:" distributed.txt || { echo "the profile distributed has no $service" >&2; exit 1; }
done
if grep -v '^AFFINE_IMAGE=' .env > .env.without && mv .env.without .env && docker-compose -f docker-compose.yml config --quiet 2>/dev/null; then
  echo "docker-compose.yml accepts a missing AFFINE_IMAGE" >&2
  exit 1
fi
cd - >/dev/null
npx dockerfile-utils lint Dockerfile
promtool check rules ops/prometheus/affine.rules.yml
promtool test rules ops/prometheus/affine.tests.yml
# Syntax only: the token's file is on the server.
promtool check config --syntax-only ops/prometheus/prometheus.yml
