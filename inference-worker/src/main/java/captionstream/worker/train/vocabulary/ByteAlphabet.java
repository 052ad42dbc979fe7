package captionstream.worker.train.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * GPT-2's printable stand-ins for the 256 bytes ({@code bytes_to_unicode} in OpenAI's {@code encoder.py}): a printable
 * Latin-1 character stands for itself, the others follow from U+0100 on.
 */
final class ByteAlphabet {
    private static final String[] SYMBOLS = symbols();

    private ByteAlphabet() {}

    /** In the order of GPT-2's own vocabulary: printable ones first. */
    static List<String> all() {
        List<String> printable = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            (isPrintable(b) ? printable : others).add(SYMBOLS[b]);
        }
        printable.addAll(others);
        return printable;
    }

    static List<String> spell(String text) {
        List<String> symbols = new ArrayList<>();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            symbols.add(SYMBOLS[b & 255]);
        }
        return symbols;
    }

    private static String[] symbols() {
        String[] symbols = new String[256];
        int next = 256;
        for (int b = 0; b < 256; b++) {
            symbols[b] = String.valueOf((char) (isPrintable(b) ? b : next++));
        }
        return symbols;
    }

    private static boolean isPrintable(int b) {
        return '!' <= b && b <= '~' || 0xA1 <= b && b <= 0xAC || 0xAE <= b && b <= 0xFF;
    }
}
