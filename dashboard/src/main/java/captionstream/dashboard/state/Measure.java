package captionstream.dashboard.state;

/** What the flow charts count. */
enum Measure {
    EVENTS,
    REQUESTS,
    IMAGES,
    CAPTIONS,
    TOKENS,
    DEAD_LETTERS,
    /** Milliseconds from event to caption, summed over the captions counted. */
    LAG_MILLIS,
    /** Milliseconds from event to request, summed over the requests counted. */
    INTAKE_MILLIS,
    /** Microseconds of a stage, summed over the captions counted; those of the model are its batch's. Here and below. */
    FETCH_MICROS,
    DECODE_MICROS,
    ENCODE_MICROS,
    GENERATE_MICROS,
    SCORE_MICROS,
    BATCHES,
    /** Workers alive, summed over the times they were counted. */
    WORKERS,
    WORKER_COUNTS
}
