package captionstream.worker.train;

/**
 * A caption as tokens that follow a prompt.
 *
 * @param ids at least one
 * @param truncated whether the caption was longer
 */
record Continuation(long[] ids, boolean truncated) {}
