#!/usr/bin/env bash
# Builds the room page (gateway/web) into its folder dist, which Maven then packs. Does nothing where neither its sources nor
# its dependencies have changed since the last time. With the argument "test" it runs the page's unit tests instead.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../web"
stamps=../target/front-end
mkdir -p "$stamps"

digest_of() {
    # Names and contents, so that a file taken away counts too. The temporary modules that Vite writes don't.
    find "$@" -type f -not -path './node_modules/*' -not -path './dist/*' -not -name '*.timestamp-*' -print0 |
        sort -z | xargs -0 sha256sum | sha256sum
}

lock=$(digest_of package.json package-lock.json .npmrc)
if [ ! -d node_modules ] || [ "$(cat node_modules/.patchbay-lock 2>/dev/null)" != "$lock" ]; then
    npm ci --no-progress
    echo "$lock" > node_modules/.patchbay-lock
fi

if [ "${1:-}" = test ]; then
    npm test --silent
    exit
fi

sources=$(digest_of .)
if [ ! -f dist/index.html ] || [ "$(cat "$stamps/sources" 2>/dev/null)" != "$sources" ]; then
    npm run --silent build
    rm -rf ../target/classes/web # packed afresh: files whose names carry a hash would pile up
    echo "$sources" > "$stamps/sources"
fi
