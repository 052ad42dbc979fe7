package captionstream.worker.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The first frame of a GIF on its canvas, as Pillow shows it: what the frame leaves free has its transparent colour. */
final class GifDecoding {
    private GifDecoding() {}

    static BufferedImage read(ImageReader reader, DecodeLimits limits) throws IOException {
        Element screen = element(reader.getStreamMetadata(), "LogicalScreenDescriptor");
        Element frame = element(reader.getImageMetadata(0), "ImageDescriptor");
        int left = number(frame, "imageLeftPosition");
        int top = number(frame, "imageTopPosition");
        int width = Math.max(number(screen, "logicalScreenWidth"), left + reader.getWidth(0));
        int height = Math.max(number(screen, "logicalScreenHeight"), top + reader.getHeight(0));
        limits.check(width, height);
        BufferedImage picture = reader.read(0);
        BufferedImage rgb = RgbConversion.toRgb(picture);
        if (rgb.getWidth() == width && rgb.getHeight() == height) {
            return rgb;
        }
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        fill(canvas, backdrop((IndexColorModel) picture.getColorModel()));
        canvas.getRaster().setRect(left, top, rgb.getRaster());
        return canvas;
    }

    private static int backdrop(IndexColorModel palette) {
        return palette.getRGB(Math.max(palette.getTransparentPixel(), 0));
    }

    private static void fill(BufferedImage canvas, int rgb) {
        int[] row = new int[canvas.getWidth()];
        Arrays.fill(row, rgb);
        for (int y = 0; y < canvas.getHeight(); y++) {
            canvas.setRGB(0, y, row.length, 1, row, 0, row.length);
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
