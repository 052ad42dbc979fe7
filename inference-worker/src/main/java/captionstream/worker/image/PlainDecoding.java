package captionstream.worker.image;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;

/** Reads an image whose reader makes of it what its format says. */
record PlainDecoding(byte[] essential) implements Decoding {
    @Override
    public BufferedImage read(ImageReader reader, Dimension size) throws IOException {
        return RgbConversion.toRgb(reader.read(0));
    }
}
