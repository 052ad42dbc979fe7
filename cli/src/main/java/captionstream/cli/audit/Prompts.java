package captionstream.cli.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Prompts, images and models as numbers, small enough to be kept for every request. The hashes of a request's prompts
 * are summed, and so are those of its captions, in whatever order they come: equal prompts give equal sums.
 */
final class Prompts {
    /** As many as fit into a long, a bit each; intake allows half of them. */
    static final int MOST = Long.SIZE;

    private Prompts() {}

    static int sum(String imageId, List<String> prompts) {
        int sum = 0;
        for (int i = 0; i < prompts.size(); i++) {
            sum += hash(imageId, i, prompts.get(i));
        }
        return sum;
    }

    static int hash(String imageId, int index, String prompt) {
        int mixed = (imageId.hashCode() * 31 + index) * 31 + prompt.hashCode();
        mixed = (mixed ^ mixed >>> 16) * 0x7feb352d;
        mixed = (mixed ^ mixed >>> 15) * 0x846ca68b;
        return mixed ^ mixed >>> 16;
    }

    /** Half an MD5: no two among millions of ids are thought to share it. */
    static long image(String imageId) {
        return UUID.nameUUIDFromBytes(imageId.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
    }

    /** Never 0. */
    static int model(String fingerprint) {
        return fingerprint.hashCode() | 1;
    }
}
