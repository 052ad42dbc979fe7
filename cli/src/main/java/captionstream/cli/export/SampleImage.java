package captionstream.cli.export;

/** What became of fetching the image of a sample. */
sealed interface SampleImage {
    /** @param extension of its file name, such as {@code jpg} */
    record Fetched(byte[] bytes, String extension) implements SampleImage {}

    record Unreadable(String why) implements SampleImage {}
}
