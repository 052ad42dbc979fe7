package captionstream.topology.statistics;

/** What one image contributes instead of what it contributed before. */
public record ImageChange(ImageOutcomes before, ImageOutcomes after) {
    static ImageChange unchanged(ImageOutcomes image) {
        return new ImageChange(image, image);
    }

    public ImageChange then(ImageOutcomes next) {
        return new ImageChange(before, next);
    }
}
