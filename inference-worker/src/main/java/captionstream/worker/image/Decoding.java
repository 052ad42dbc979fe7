package captionstream.worker.image;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;

/** How an image of one format is read, once it has been looked through for what a reader should not see. */
interface Decoding {
    /** What the picture needs of the image's bytes. */
    byte[] essential();

    /** As the image's header has it. */
    default Dimension size(ImageReader reader) throws IOException {
        return new Dimension(reader.getWidth(0), reader.getHeight(0));
    }

    /** @return an {@link InterleavedRgb} image */
    BufferedImage read(ImageReader reader, Dimension size) throws IOException;

    /** @throws ImageRejected for what can be refused before a reader sees it */
    static Decoding of(byte[] bytes, ImageFormat format, DecodeLimits limits) {
        return switch (format) {
            case JPEG -> JpegDecoding.of(bytes);
            case GIF -> new GifDecoding(GifBlocks.firstFrame(bytes));
            case PNG -> new PlainDecoding(PngChunks.criticalOnly(bytes));
            case BMP -> new PlainDecoding(BmpHeader.checked(bytes));
            case TIFF -> new PlainDecoding(TiffDirectory.checked(bytes, limits));
            case WEBP -> new PlainDecoding(WebpChunks.firstFrame(bytes));
        };
    }
}
