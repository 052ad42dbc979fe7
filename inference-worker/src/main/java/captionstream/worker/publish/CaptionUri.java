package captionstream.worker.publish;

/** What captions repeat of their image's URI: all of it, unless it is a long {@code data:} URI, the image itself. */
final class CaptionUri {
    /** As long as intake lets URIs of other schemes be. */
    static final int LONGEST = 8 * 1024;

    private CaptionUri() {}

    /** Of a long {@code data:} URI its beginning up to the data; the bytes are in the event, and their digest here. */
    static String of(String uri) {
        boolean carriesMuch = uri.length() > LONGEST && uri.regionMatches(true, 0, "data:", 0, 5);
        if (!carriesMuch) {
            return uri;
        }
        int comma = uri.indexOf(',');
        return comma < 0 || comma > LONGEST ? "data:" : uri.substring(0, comma + 1);
    }
}
