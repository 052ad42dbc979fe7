package captionstream.worker.caption;

/** A caption as CLIP reads it. {@code unit} has length 1, or holds NaN where the model gave no number. */
record EmbeddedText(String text, double[] unit) {
    boolean isFinite() {
        return UnitVectors.isFinite(unit);
    }
}
