#!/bin/sh
# Starts one service in a container, with the flags that the launcher at the root of the repository gives it too.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
exec java -XX:MaxRAMPercentage=50 -Dai.djl.offline=true \
  -Dai.djl.pytorch.num_threads="${CAPTIONSTREAM_NUM_THREADS:-1}" \
  -Djava.awt.headless=true -jar /opt/captionstream/captionstream.jar "$@"
