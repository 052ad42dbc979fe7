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
    OTHER_PROMPTS,
    SEVERAL_MODELS
}
