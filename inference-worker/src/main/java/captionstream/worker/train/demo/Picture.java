package captionstream.worker.train.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * One drawing of one concept.
 *
 * @param concept index into the list of concepts
 * @param argb SIZE × SIZE pixels, rows first, colours premultiplied by alpha
 */
record Picture(String style, int concept, int[] argb) {
    static final int SIZE = 64;

    static Picture of(String style, int concept, BufferedImage image) {
        return new Picture(style, concept, ((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    }

    static BufferedImage canvas() {
        return new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB_PRE);
    }

    /** The drawing on white, as it looks on a page. */
    BufferedImage onWhite() {
        BufferedImage drawing = canvas();
        System.arraycopy(argb, 0, ((DataBufferInt) drawing.getRaster().getDataBuffer()).getData(), 0, argb.length);
        BufferedImage page = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, SIZE, SIZE);
        graphics.drawImage(drawing, 0, 0, null);
        graphics.dispose();
        return page;
    }
}
