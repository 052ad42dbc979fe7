package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.time.Duration;

/**
 * The largest images that are decoded, checked against an image's header before its pixels take any memory, and how
 * long decoding one may take.
 */
public record DecodeLimits(int maxSide, int maxPixels, Duration maxTime) {
    public static final DecodeLimits DEFAULT = new DecodeLimits(20_000, 50_000_000, Duration.ofSeconds(20));

    public DecodeLimits {
        if (maxSide < 1 || maxSide > 65_535) {
            throw new IllegalArgumentException("longest image side must be 1 to 65535 pixels, but is " + maxSide);
        }
        if (maxPixels < 1 || maxPixels > 500_000_000) {
            throw new IllegalArgumentException("image pixels must be 1 to 500 million, but are " + maxPixels);
        }
        if (maxTime.isNegative() || maxTime.isZero()) {
            throw new IllegalArgumentException("decoding time must be positive, but is " + maxTime);
        }
    }

    void check(long width, long height) {
        if (width < 1 || height < 1) {
            throw new ImageRejected(
                    DeadLetterReason.CORRUPT_IMAGE, "the image claims to have " + width + "x" + height + " pixels");
        }
        if (width > maxSide || height > maxSide || width * height > maxPixels) {
            throw new ImageRejected(
                    DeadLetterReason.TOO_MANY_PIXELS,
                    "the image has " + width + "x" + height + " pixels; allowed are " + maxPixels + ", and " + maxSide
                            + " to a side");
        }
    }

    /** The limits of images each pixel of which takes so many times the usual memory to decode. */
    DecodeLimits dividedBy(int share) {
        return new DecodeLimits(maxSide, Math.max(maxPixels / share, 1), maxTime);
    }
}
