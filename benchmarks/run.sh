#!/bin/sh
# Builds the benchmarks and runs one: benchmarks/run.sh allocation|images|memory|page|precision|pipeline|statistics [OPTION...]. See docs/benchmarks.md.
set -eu

home=$(CDPATH= cd "$(dirname "$0")/.." && pwd -P)
work=$home/.captionstream/benchmarks

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

# The first Python that has these modules, Debian's rather than one that hides it.
python() {
    for candidate in "${PYTHON:-}" python3 /usr/bin/python3; do
        if [ -n "$candidate" ] && "$candidate" -c "import $1" 2> /dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "${PYTHON:-python3}"
}

# The page is measured in a browser, which only its tests drive.
if [ "${1:-}" = page ]; then
    shift
    (cd "$home" && mvn -q -B -pl dashboard -am test-compile dependency:build-classpath -Dmdep.outputFile=target/benchmark.classpath >&2)
    exec "$java" -cp "$home/dashboard/target/classes:$home/dashboard/target/test-classes:$(cat "$home/dashboard/target/benchmark.classpath")" \
        captionstream.dashboard.preview.LoadTime "$@"
fi

(cd "$home" && mvn -q -B -Dmaven.test.skip=true -pl benchmarks -am package >&2)
mkdir -p "$work"

if [ "${1:-}" = pipeline ]; then
    shift
    set -- pipeline --work "$work" --peer "$home/benchmarks/peer/paper_loop.py" --python "$(python "torch, PIL, numpy")" "$@"
elif [ "${1:-}" = images ]; then
    shift
    set -- images --work "$work" --peer "$home/benchmarks/peer/pillow_images.py" --python "$(python "PIL, numpy")" "$@"
elif [ "${1:-}" = statistics ]; then
    shift
    set -- statistics --work "$work" "$@"
fi

# As the launcher has it.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"

# A heap that has its size from the beginning, so that what grows is native memory.
exec "$java" -Xms512m -Xmx512m -XX:+AlwaysPreTouch \
    -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Djava.awt.headless=true -Dcaptionstream.home="$home" \
    ${CAPTIONSTREAM_JAVA_OPTS:-} \
    -cp "$home/benchmarks/target/classes:$home/cli/target/captionstream.jar" captionstream.benchmarks.BenchmarksMain "$@"
