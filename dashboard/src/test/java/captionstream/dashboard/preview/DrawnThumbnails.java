package captionstream.dashboard.preview;

import captionstream.dashboard.thumbnail.ImageReference;
import captionstream.dashboard.thumbnail.Thumbnail;
import captionstream.dashboard.thumbnail.Thumbnails;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A coloured shape for every image id. */
public final class DrawnThumbnails implements Thumbnails {
    @Override
    public Optional<Thumbnail> of(ImageReference image) {
        int seed = image.id().hashCode();
        BufferedImage picture = new BufferedImage(192, 192, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 192, 192);
        pen.setColor(Color.getHSBColor((seed & 0xff) / 256f, 0.65f, 0.85f));
        if ((seed & 0x100) == 0) {
            pen.fillOval(40, 40, 112, 112);
        } else {
            pen.fillRoundRect(44, 44, 104, 104, 30, 30);
        }
        pen.dispose();
        return Optional.of(new Thumbnail(Thumbnail.Format.PNG, png(picture)));
    }

    private static byte[] png(BufferedImage picture) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
