package captionstream.worker.caption;

/** What the settings of decoding may be. */
final class Setting {
    private Setting() {}

    /** @throws IllegalArgumentException naming the setting and the value, unless the condition holds */
    static void require(boolean condition, String setting, Object value, String allowed) {
        if (!condition) {
            throw new IllegalArgumentException(setting + " is '" + value + "': it must be " + allowed);
        }
    }
}
