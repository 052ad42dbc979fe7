package captionstream.cli.services;

import captionstream.dashboard.thumbnail.ImageReference;
import captionstream.dashboard.thumbnail.Thumbnail;
import captionstream.dashboard.thumbnail.Thumbnails;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.FetchedImage;
import captionstream.worker.image.ImageDecoder;
import captionstream.worker.image.ImageFetcher;
import captionstream.worker.image.ImageRejected;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small pictures of captioned images, read again under a fetch policy, and shown only while the bytes are those that
 * were captioned.
 */
public final class FetchedThumbnails implements Thumbnails, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FetchedThumbnails.class);
    private static final int LONGEST_SIDE = 256;

    private final ImageFetcher fetcher;
    private final ImageDecoder decoder = new ImageDecoder();

    public FetchedThumbnails(FetchPolicy policy) {
        this.fetcher = ImageFetcher.within(policy);
    }

    @Override
    public Optional<Thumbnail> of(ImageReference image) {
        try {
            FetchedImage fetched = fetcher.fetch(URI.create(image.uri()));
            if (!fetched.sha256().equals(image.sha256())) {
                return Optional.empty();
            }
            return Optional.of(thumbnail(decoder.decode(fetched.bytes())));
        } catch (ImageRejected | IllegalArgumentException | CancellationException | IOException e) {
            LOG.atDebug().addKeyValue("image", image.id()).setCause(e).log("No thumbnail");
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        fetcher.close();
    }

    private static Thumbnail thumbnail(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(shrunk(image), "jpeg", bytes);
        return new Thumbnail(Thumbnail.Format.JPEG, bytes.toByteArray());
    }

    /** By halves, so that every pixel counts. */
    private static BufferedImage shrunk(BufferedImage image) {
        BufferedImage current = image;
        int longest = Math.max(image.getWidth(), image.getHeight());
        while (longest > 2 * LONGEST_SIDE) {
            longest = (longest + 1) / 2;
            current = scaled(current, (current.getWidth() + 1) / 2, (current.getHeight() + 1) / 2);
        }
        double scale = Math.min(1, (double) LONGEST_SIDE / longest);
        return scaled(current, Math.max(1, (int) Math.round(current.getWidth() * scale)), Math.max(1, (int)
                Math.round(current.getHeight() * scale)));
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }
}
