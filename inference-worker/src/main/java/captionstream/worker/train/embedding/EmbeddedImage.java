package captionstream.worker.train.embedding;

/** What became of one image file. */
public sealed interface EmbeddedImage {
    /** As it was asked for. */
    String file();

    /**
     * @param sha256 of the file's bytes
     * @param row of its embedding in the cache
     */
    record Embedded(String file, String sha256, int row) implements EmbeddedImage {}

    /** @param reason fit to be printed */
    record Unreadable(String file, String reason) implements EmbeddedImage {}
}
