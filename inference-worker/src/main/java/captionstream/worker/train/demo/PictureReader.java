package captionstream.worker.train.demo;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Reads a drawing of any kind and size into a {@link Picture}'s pixels. */
final class PictureReader {
    private PictureReader() {}

    static BufferedImage read(Path file) throws IOException {
        return file.toString().endsWith(".svg") ? drawSvg(file) : scaled(readRaster(file));
    }

    private static BufferedImage readRaster(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null) {
            throw new IOException("no decoder for the picture " + file);
        }
        return image;
    }

    private static BufferedImage scaled(BufferedImage image) {
        return image.getWidth() == Picture.SIZE && image.getHeight() == Picture.SIZE
                ? painted(image)
                : painted(image.getScaledInstance(Picture.SIZE, Picture.SIZE, Image.SCALE_AREA_AVERAGING));
    }

    private static BufferedImage painted(Image image) {
        BufferedImage canvas = Picture.canvas();
        Graphics2D graphics = canvas.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return canvas;
    }

    private static BufferedImage drawSvg(Path file) throws IOException {
        SVGDocument document = new SVGLoader().load(file.toUri().toURL());
        if (document == null) {
            throw new IOException("not an SVG picture: " + file);
        }
        BufferedImage canvas = Picture.canvas();
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        document.render(null, graphics, new ViewBox(0, 0, Picture.SIZE, Picture.SIZE));
        graphics.dispose();
        return canvas;
    }
}
