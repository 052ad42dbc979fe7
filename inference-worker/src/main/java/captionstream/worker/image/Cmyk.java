package captionstream.worker.image;

/** Inks to light without colour management, as Pillow's {@code cmyk2rgb}. All values are 0..255. */
final class Cmyk {
    private Cmyk() {}

    static int toRgb(int cyan, int magenta, int yellow, int black) {
        int light = 255 - black;
        return absorbed(light, cyan) << 16 | absorbed(light, magenta) << 8 | absorbed(light, yellow);
    }

    private static int absorbed(int light, int ink) {
        int product = ink * light + 128;
        return light - (((product >> 8) + product) >> 8);
    }
}
