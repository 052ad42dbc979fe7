package captionstream.cli.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table as PGFPlots reads it: columns parted by blanks, a header, text in braces, {@code nan} where nothing is. */
final class DatText {
    private final StringBuilder text = new StringBuilder();

    DatText(String... header) {
        line(String.join(" ", header));
    }

    /** @param cells whole numbers, numbers to be written with six decimals, text, or null */
    DatText row(@Nullable Object... cells) {
        return line(Arrays.stream(cells).map(DatText::cell).collect(Collectors.joining(" ")));
    }

    private DatText line(String line) {
        text.append(line).append('\n');
        return this;
    }

    private static String cell(@Nullable Object cell) {
        if (cell == null) {
            return "nan";
        }
        if (cell instanceof String words) {
            return words.matches("[A-Za-z0-9]+") ? words : "{" + TexText.of(words) + "}";
        }
        return cell instanceof Double number ? String.format(Locale.ROOT, "%.6f", number) : cell.toString();
    }

    String text() {
        return text.toString();
    }
}
