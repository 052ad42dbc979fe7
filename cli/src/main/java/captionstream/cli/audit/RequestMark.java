package captionstream.cli.audit;

/** What has been read of a caption request and of what came of it. */
enum RequestMark {
    READ,
    UNLINKED,
    LATER,
    DEAD_LETTERED,
    DEAD_LETTERED_TWICE,
    DEAD_LETTER_REPLAYED,
    CAPTIONED,
    CAPTIONED_TWICE,
    CAPTIONED_DIFFERENTLY,
    /** The same once more, where that is allowed. */
    SETTLED_AGAIN,
    OTHER_PROMPTS,
    SEVERAL_MODELS
}
