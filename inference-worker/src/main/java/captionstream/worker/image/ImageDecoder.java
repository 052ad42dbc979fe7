package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Decodes JPEG, PNG, GIF, BMP, TIFF and WebP to RGB as Pillow's {@code open(…).convert("RGB")} does, the first frame
 * only, and turns JPEGs the way their EXIF orientation says. Colour profiles are ignored and alpha is dropped, as CLIP's
 * own preprocessing does, so what lies under transparent pixels shows. Safe for use by many threads, which wait for each
 * other where their images together have more pixels than one image may have.
 */
public final class ImageDecoder {
    static {
        ImageIO.setUseCache(false); // some readers open further streams, which would be cached on disk
    }

    private final DecodeLimits limits;
    private final Semaphore pixels;

    public ImageDecoder() {
        this(DecodeLimits.DEFAULT);
    }

    public ImageDecoder(DecodeLimits limits) {
        this(limits, new Semaphore(limits.maxPixels(), true));
    }

    /** @param pixels how many may be decoded at the same time */
    ImageDecoder(DecodeLimits limits, Semaphore pixels) {
        this.limits = limits;
        this.pixels = pixels;
    }

    /**
     * @return in sRGB, without alpha
     * @throws ImageRejected for every input that is not a sound image within the limits; nothing else is thrown
     */
    public BufferedImage decode(byte[] bytes) {
        ImageFormat format = format(bytes);
        try {
            return decode(Decoding.of(bytes, format, limits), format);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw rejection(format, e);
        }
    }

    /**
     * Reads the header alone, and so says nothing of the pixels being sound.
     *
     * @return the format's name in lower case, such as {@code jpeg}
     * @throws ImageRejected where the first bytes or the size in the header would make {@link #decode} refuse the image
     */
    public String checkHeader(byte[] bytes) {
        ImageFormat format = format(bytes);
        try {
            checkSize(Decoding.of(bytes, format, limits), format);
            return format.name().toLowerCase(Locale.ROOT);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw rejection(format, e);
        }
    }

    private static ImageFormat format(byte[] bytes) {
        if (bytes.length == 0) {
            throw new ImageRejected(DeadLetterReason.EMPTY_IMAGE, "the image has no bytes");
        }
        return ImageFormat.of(bytes)
                .orElseThrow(() -> new ImageRejected(
                        DeadLetterReason.UNKNOWN_IMAGE_FORMAT,
                        "the bytes begin like none of JPEG, PNG, GIF, BMP, TIFF and WebP"));
    }

    private void checkSize(Decoding decoding, ImageFormat format) throws IOException {
        ImageReader reader = format.newReader();
        try (TimedImageInput input = new TimedImageInput(decoding.essential(), limits.maxTime())) {
            reader.setInput(input, false, true);
            sizeWithinLimits(decoding, reader, format);
        } finally {
            reader.dispose();
        }
    }

    private Dimension sizeWithinLimits(Decoding decoding, ImageReader reader, ImageFormat format) throws IOException {
        Dimension size = decoding.size(reader);
        limits.dividedBy(format.share()).check(size.width, size.height);
        return size;
    }

    private BufferedImage decode(Decoding decoding, ImageFormat format) throws IOException {
        ImageReader reader = format.newReader();
        try (TimedImageInput input = new TimedImageInput(decoding.essential(), limits.maxTime())) {
            reader.setInput(input, false, true);
            Dimension size = sizeWithinLimits(decoding, reader, format);
            int needed = size.width * size.height * format.share();
            pixels.acquireUninterruptibly(needed);
            try {
                input.restartClock();
                return decoding.read(reader, size);
            } finally {
                pixels.release(needed);
            }
        } finally {
            reader.dispose();
        }
    }

    static ImageRejected rejection(ImageFormat format, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ImageRejected rejected) {
                return rejected;
            }
            if (cause instanceof OutOfMemoryError) {
                return new ImageRejected(
                        DeadLetterReason.TOO_MANY_PIXELS, "decoding the image takes more memory than there is", cause);
            }
        }
        return new ImageRejected(
                DeadLetterReason.CORRUPT_IMAGE,
                "damaged " + format.name().toLowerCase(Locale.ROOT) + " image: " + printable(detail(failure)),
                failure);
    }

    private static String detail(Throwable failure) {
        if (failure instanceof EOFException) {
            return "it ends early";
        }
        return failure instanceof IOException && failure.getMessage() != null
                ? failure.getMessage()
                : "its decoder failed with " + failure.getClass().getSimpleName();
    }

    /** Messages of decoders may quote the image. */
    private static String printable(String detail) {
        String line = detail.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() <= 200 ? line : line.substring(0, 200);
    }
}
