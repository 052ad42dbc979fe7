package captionstream.worker.image;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The first frame of a GIF on its canvas, as Pillow shows it: what the frame leaves free has its transparent colour. */
record GifDecoding(byte[] essential) implements Decoding {
    /** That of the canvas, or a larger one where the frame reaches beyond it. */
    @Override
    public Dimension size(ImageReader reader) throws IOException {
        Element screen = element(reader.getStreamMetadata(), "LogicalScreenDescriptor");
        Point corner = corner(reader);
        return new Dimension(
                Math.max(number(screen, "logicalScreenWidth"), corner.x + reader.getWidth(0)),
                Math.max(number(screen, "logicalScreenHeight"), corner.y + reader.getHeight(0)));
    }

    @Override
    public BufferedImage read(ImageReader reader, Dimension size) throws IOException {
        BufferedImage frame = reader.read(0);
        BufferedImage rgb = RgbConversion.toRgb(frame);
        if (rgb.getWidth() == size.width && rgb.getHeight() == size.height) {
            return rgb;
        }
        BufferedImage canvas = InterleavedRgb.blank(size.width, size.height);
        fill(canvas, backdrop((IndexColorModel) frame.getColorModel()));
        Point corner = corner(reader);
        canvas.getRaster().setRect(corner.x, corner.y, rgb.getRaster());
        return canvas;
    }

    private static Point corner(ImageReader reader) throws IOException {
        Element frame = element(reader.getImageMetadata(0), "ImageDescriptor");
        return new Point(number(frame, "imageLeftPosition"), number(frame, "imageTopPosition"));
    }

    private static int backdrop(IndexColorModel palette) {
        return palette.getRGB(Math.max(palette.getTransparentPixel(), 0));
    }

    private static void fill(BufferedImage canvas, int rgb) {
        byte[] samples = InterleavedRgb.samples(canvas);
        for (int i = 0; i < samples.length; i += 3) {
            samples[i] = (byte) (rgb >> 16);
            samples[i + 1] = (byte) (rgb >> 8);
            samples[i + 2] = (byte) rgb;
        }
    }

    private static Element element(IIOMetadata metadata, String name) throws IOException {
        Node root = metadata.getAsTree(metadata.getNativeMetadataFormatName());
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        throw new IOException("it has no " + name);
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }
}
