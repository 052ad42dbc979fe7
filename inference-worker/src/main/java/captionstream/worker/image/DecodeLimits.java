package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;

/** The largest images that are decoded; checked against an image's header, before its pixels take any memory. */
public record DecodeLimits(int maxSide, int maxPixels) {
    public static final DecodeLimits DEFAULT = new DecodeLimits(20_000, 50_000_000);

    public DecodeLimits {
        if (maxSide < 1 || maxSide > 65_535) {
            throw new IllegalArgumentException("longest image side must be 1 to 65535 pixels, but is " + maxSide);
        }
        if (maxPixels < 1 || maxPixels > 500_000_000) {
            throw new IllegalArgumentException("image pixels must be 1 to 500 million, but are " + maxPixels);
        }
    }

    void check(int width, int height) {
        if (width < 1 || height < 1) {
            throw new ImageRejected(
                    DeadLetterReason.CORRUPT_IMAGE, "the image claims to have " + width + "x" + height + " pixels");
        }
        if (width > maxSide || height > maxSide || (long) width * height > maxPixels) {
            throw new ImageRejected(
                    DeadLetterReason.TOO_MANY_PIXELS,
                    "the image has " + width + "x" + height + " pixels; allowed are " + maxPixels + ", and " + maxSide
                            + " to a side");
        }
    }
}
