package captionstream.cli.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal shows of what was written to it, as far as {@code watch} uses one: lines, cursor up, clearing to the
 * end of a line and of the screen, colours and line wrapping, which change no text. Throws at anything else.
 */
final class Screen {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([?0-9]*)([A-Za-z])");

    private final int rows;
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    Screen(int rows) {
        this.rows = rows;
    }

    Screen write(String text) {
        Matcher sequence = SEQUENCE.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\u001b') {
                if (!sequence.find(i) || sequence.start() != i) {
                    throw new AssertionError("unknown sequence in " + text.substring(i));
                }
                obey(sequence.group(1), sequence.group(2).charAt(0));
                i = sequence.end() - 1;
            } else {
                put(text.charAt(i));
            }
        }
        return this;
    }

    private void obey(String argument, char command) {
        switch (command) {
            case 'A' -> row = Math.max(Math.max(0, lines.size() - rows), row - Integer.parseInt(argument));
            case 'K' -> lines.get(row).setLength(column);
            case 'J' -> {
                lines.get(row).setLength(column);
                lines.subList(row + 1, lines.size()).clear();
            }
            case 'm', 'h', 'l' -> {}
            default -> throw new AssertionError("unknown command " + command);
        }
    }

    private void put(char character) {
        if (character == '\n') {
            row++;
            column = 0;
            if (row == lines.size()) {
                lines.add(new StringBuilder());
            }
            return;
        }
        StringBuilder line = lines.get(row);
        if (column < line.length()) {
            line.setCharAt(column, character);
        } else {
            line.append(character);
        }
        column++;
    }

    String text() {
        return String.join("\n", lines);
    }
}
