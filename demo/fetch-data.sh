#!/bin/sh
# Fetches the pictures the demo model learns from: demo/.data/pictures/<style>/<codepoint>[-<variant>].{png,webp,svg}.
# Needs npm and node. Nothing it fetches is kept in the repository; LICENSES.md names every source and its licence.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
data=${1:-"$here/.data"}
mkdir -p "$data/packages"

while read -r package version; do
    folder="$data/packages/$(echo "$package" | tr '/' '-' | tr -d '@')-$version"
    [ -e "$folder/package.json" ] && continue
    echo "fetching $package $version"
    archive=$(cd "$data/packages" && npm pack --silent "$package@$version")
    mkdir -p "$folder"
    tar -xzf "$data/packages/$archive" -C "$folder" --strip-components=1
    rm "$data/packages/$archive"
done < "$here/packages.txt"

node "$here/extract-pictures.mjs" "$here/concepts.csv" "$data"
cp "$here/concepts.csv" "$here/packages.txt" "$data/"
