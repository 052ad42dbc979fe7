package captionstream.worker.train;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Eight of the demo's drawings, each several times at another place, size and ground. */
final class VariedDrawings {
    static final Path DEMO = Path.of("..", "demo");

    private static final int SIDE = 96;
    private static final Map<String, String> DRAWINGS = Map.of(
            "banana.noto.png", "A banana.",
            "bicycle.twemoji.png", "A bicycle.",
            "castle.fluent-3d.png", "A castle.",
            "fox.fluent-3d.png", "A fox.",
            "guitar.twemoji.png", "A guitar.",
            "key.twemoji.png", "A key.",
            "rose.noto.png", "A rose.",
            "turtle.fluent-flat.png", "A turtle.");

    private VariedDrawings() {}

    /** Draws into the folder and returns what was drawn. */
    static List<CaptionedImage> draw(Path folder, int variants) throws IOException {
        Files.createDirectories(folder);
        List<CaptionedImage> images = new ArrayList<>();
        for (String drawing : DRAWINGS.keySet().stream().sorted().toList()) {
            BufferedImage picture =
                    ImageIO.read(DEMO.resolve("images").resolve(drawing).toFile());
            for (int variant = 0; variant < variants; variant++) {
                String file = variant + "-" + drawing;
                ImageIO.write(
                        varied(picture, variant), "png", folder.resolve(file).toFile());
                images.add(new CaptionedImage(file, List.of(DRAWINGS.get(drawing))));
            }
        }
        return images;
    }

    private static BufferedImage varied(BufferedImage picture, int variant) {
        BufferedImage canvas = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setColor(new Color(255, 255 - 4 * variant, 255 - 8 * variant));
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        int side = SIDE - 4 * variant;
        graphics.drawImage(picture, variant % 3, variant % 2, side, side, null);
        graphics.dispose();
        return canvas;
    }
}
