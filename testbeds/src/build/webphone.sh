#!/usr/bin/env bash
# Builds the SIP.js phone of the tests (testbeds/webphone) into target/webphone. Does nothing where neither its sources nor its
# dependencies have changed since the last time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../webphone"

lock=$(cat package.json package-lock.json .npmrc | sha256sum)
if [ ! -d node_modules ] || [ "$(cat node_modules/.patchbay-lock 2>/dev/null)" != "$lock" ]; then
    npm ci --no-progress
    echo "$lock" > node_modules/.patchbay-lock
fi

sources=$(cat package.json package-lock.json src/* | sha256sum)
if [ ! -f ../target/webphone/webphone.js ] || [ "$(cat ../target/webphone/sources 2>/dev/null)" != "$sources" ]; then
    npm run --silent build
    echo "$sources" > ../target/webphone/sources
fi
