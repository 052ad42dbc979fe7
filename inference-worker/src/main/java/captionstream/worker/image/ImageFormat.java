package captionstream.worker.image;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** What the first bytes say an image is, and who reads it. Names and media types are never believed. */
enum ImageFormat {
    JPEG("jpg", bytes -> starts(bytes, 0, 0xff, 0xd8, 0xff), builtIn("jpeg")),
    PNG("png", bytes -> starts(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'), builtIn("png")),
    GIF("gif", bytes -> starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a"), builtIn("gif")),
    BMP("bmp", bytes -> starts(bytes, 0, "BM"), new BMPImageReaderSpi()),
    TIFF(
            "tif",
            bytes -> starts(bytes, 0, 'I', 'I', 42, 0) || starts(bytes, 0, 'M', 'M', 0, 42),
            new TIFFImageReaderSpi()),
    WEBP("webp", bytes -> starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP"), new WebPImageReaderSpi());

    private final String extension;
    private final Predicate<byte[]> signature;
    private final ImageReaderSpi readers;

    ImageFormat(String extension, Predicate<byte[]> signature, ImageReaderSpi readers) {
        this.extension = extension;
        this.signature = signature;
        this.readers = readers;
    }

    static Optional<ImageFormat> of(byte[] bytes) {
        return Arrays.stream(values())
                .filter(format -> format.signature.test(bytes))
                .findFirst();
    }

    String extension() {
        return extension;
    }

    /** How many times the memory of other formats decoding takes, pixel by pixel. */
    int share() {
        return this == WEBP ? 2 : 1;
    }

    ImageReader newReader() throws IOException {
        return readers.createReaderInstance();
    }

    /** The JDK's own reader, whichever others are registered for the format. */
    private static ImageReaderSpi builtIn(String format) {
        Predicate<Object> wanted = provider -> provider instanceof ImageReaderSpi readers
                && readers.getClass().getName().startsWith("com.sun.imageio.")
                && Arrays.asList(readers.getFormatNames()).contains(format);
        return IIORegistry.getDefaultInstance()
                .getServiceProviders(ImageReaderSpi.class, wanted::test, true)
                .next();
    }

    private static boolean starts(byte[] bytes, int offset, String expected) {
        return starts(bytes, offset, expected.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean starts(byte[] bytes, int offset, int... expected) {
        byte[] signature = new byte[expected.length];
        for (int i = 0; i < expected.length; i++) {
            signature[i] = (byte) expected[i];
        }
        return starts(bytes, offset, signature);
    }

    private static boolean starts(byte[] bytes, int offset, byte[] expected) {
        int end = offset + expected.length;
        return bytes.length >= end && Arrays.equals(bytes, offset, end, expected, 0, expected.length);
    }
}
