package captionstream.topology.statistics;

/**
 * How many images there are.
 *
 * @param images with at least one caption counted
 * @param complete of which every prompt has its caption
 * @param latestCaptionTime of all captions counted; a caption is only ever replaced by a newer one, so this never has
 *     to go back
 */
record ImageCounts(long images, long complete, long latestCaptionTime) implements Partial {
    static final ImageCounts NONE = new ImageCounts(0, 0, 0);
    static final Key KEY = new Key(Kind.COUNTS, "", "");

    @Override
    public Key key() {
        return KEY;
    }

    ImageCounts replacing(ImageOutcomes before, ImageOutcomes after) {
        long newest =
                after.outcomes().stream().mapToLong(Outcome::captionTime).max().orElse(latestCaptionTime);
        return new ImageCounts(
                images + one(!after.isEmpty()) - one(!before.isEmpty()),
                complete + one(after.isComplete()) - one(before.isComplete()),
                Math.max(latestCaptionTime, newest));
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public ImageCounts cleared() {
        return NONE;
    }

    @Override
    public ImageCounts plus(Partial partial) {
        ImageCounts other = (ImageCounts) partial;
        return new ImageCounts(
                images + other.images, complete + other.complete, Math.max(latestCaptionTime, other.latestCaptionTime));
    }

    @Override
    public void writeTo(StateWriter out) {
        out.number(images).number(complete).number(latestCaptionTime);
    }

    static ImageCounts readFrom(StateReader in) {
        return new ImageCounts(in.number(), in.number(), in.number());
    }
}
