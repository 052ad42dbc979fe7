package captionstream.worker;

/**
 * How many images the model is given at once: half as many when memory runs out, and a few more again after every so
 * many calls without that; each shortage on the way makes it more careful. For one thread.
 */
final class BatchLimit {
    static final int FIRST_CALM = 16;
    private static final int LONGEST_CALM = 1024;

    private final int max;
    private int images;
    private int calm;
    private int calmWanted = FIRST_CALM;

    BatchLimit(int max) {
        this.max = max;
        this.images = max;
    }

    int images() {
        return images;
    }

    boolean isLowered() {
        return images < max;
    }

    /** Memory ran out on so many images. */
    void shortage(int failedImages) {
        images = Math.max(1, Math.min(images, failedImages) / 2);
        calmWanted = Math.min(LONGEST_CALM, 2 * calmWanted);
        calm = 0;
    }

    /**
     * So many images went through, which says something only where they are as many as allowed.
     *
     * @return whether the limit has been raised
     */
    boolean success(int images) {
        if (!isLowered() || images < this.images || ++calm < calmWanted) {
            return false;
        }
        calm = 0;
        this.images = Math.min(max, this.images + Math.max(1, this.images / 4));
        calmWanted = isLowered() ? calmWanted : FIRST_CALM;
        return true;
    }
}
