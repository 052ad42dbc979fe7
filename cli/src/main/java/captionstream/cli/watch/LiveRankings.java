package captionstream.cli.watch;

import captionstream.PromptRanking;
import captionstream.cli.console.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The newest ranking by each weighting, as tables that are drawn again in their place. Never taller than the terminal,
 * whose upper rows could not be reached any more; lines that are too wide are cut off by the terminal.
 */
final class LiveRankings implements Display<PromptRanking> {
    private static final String UP = "\u001b[%dA";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";

    private static final Comparator<PromptRanking> AGE = Comparator.<PromptRanking, Instant>comparing(
                    ranking -> Objects.requireNonNullElse(ranking.getWindowStart(), Instant.EPOCH))
            .thenComparing(PromptRanking::getAsOf);

    private final Terminal terminal;
    private final IntSupplier rows;
    private final Map<String, PromptRanking> newest = new TreeMap<>();
    private boolean changed;
    private int drawn;

    LiveRankings(Terminal terminal, IntSupplier rows) {
        this.terminal = terminal;
        this.rows = rows;
    }

    @Override
    public void show(PromptRanking ranking) {
        newest.merge(ranking.getWeighting(), ranking, (before, next) -> AGE.compare(before, next) > 0 ? before : next);
        changed = true;
    }

    @Override
    public void settle() {
        if (changed) {
            draw(lines());
            changed = false;
        }
    }

    /** The tables go on below the line. */
    @Override
    public void note(String line) {
        terminal.err().println(line);
        drawn = 0;
        changed = true;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        newest.values().forEach(ranking -> {
            lines.addAll(RankingTable.of(ranking, terminal));
            lines.add("");
        });
        int fitting = Math.max(1, rows.getAsInt() - 1);
        return lines.size() <= fitting ? lines : lines.subList(0, fitting);
    }

    /** In one piece, or it would flicker. */
    private void draw(List<String> lines) {
        String up = drawn == 0 ? "" : String.format(UP, drawn);
        String text = lines.stream().map(line -> line + REST_OF_LINE + "\n").collect(Collectors.joining());
        terminal.out().print(WRAP_OFF + up + text + REST_OF_SCREEN + WRAP_ON);
        terminal.out().flush();
        drawn = lines.size();
    }
}
