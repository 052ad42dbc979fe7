package captionstream.cli.audit;

/** What has been read of an image event and of what came of it. */
enum EventMark {
    READ,
    REPLAY,
    REQUESTED,
    REQUESTED_TWICE,
    DEAD_LETTERED,
    DEAD_LETTERED_TWICE,
    DEAD_LETTER_REPLAYED,
    REPEATED,
    REPEATED_TWICE
}
