package captionstream.worker.caption;

/** Where the time of one batch went. */
record BatchTimes(double encodeMillis, double generateMillis, double scoreMillis) {

    /** Between readings of {@link System#nanoTime()}. */
    static BatchTimes between(long started, long encoded, long generated, long scored) {
        return new BatchTimes((encoded - started) / 1e6, (generated - encoded) / 1e6, (scored - generated) / 1e6);
    }
}
