package captionstream.dashboard.state;

/** What the flow chart counts. */
enum Measure {
    EVENTS,
    REQUESTS,
    IMAGES,
    CAPTIONS,
    TOKENS,
    DEAD_LETTERS,
    /** Milliseconds from event to caption, summed over the captions counted. */
    LAG_MILLIS
}
