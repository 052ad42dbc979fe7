package captionstream.cli.watch;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.PromptFeedback;
import captionstream.PromptRanking;
import captionstream.cli.console.Terminal;
import captionstream.cli.console.TerminalRows;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.schemas.Topic;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * What can be watched.
 *
 * @param usualStart where watching starts unless asked otherwise: now, or for a compacted topic at its latest values
 * @param lines a record for people
 * @param live on a terminal that can be drawn on again
 */
record Watched<T extends SpecificRecord>(
        Topic topic,
        Class<T> recordClass,
        Start usualStart,
        BiFunction<T, Terminal, List<String>> lines,
        Function<Terminal, Display<T>> live) {

    static final Watched<Caption> CAPTIONS = flowing(
            Topic.CAPTIONS,
            Caption.class,
            Start.LATEST,
            (caption, terminal) -> List.of(CaptionLine.of(caption, terminal)));

    static final Watched<PromptRanking> RANKINGS = new Watched<>(
            Topic.PROMPT_RANKINGS,
            PromptRanking.class,
            Start.BEGINNING,
            RankingTable::of,
            terminal -> new LiveRankings(terminal, new TerminalRows()));

    static final Watched<PromptFeedback> FEEDBACK =
            flowing(Topic.PROMPT_FEEDBACK, PromptFeedback.class, Start.BEGINNING, FeedbackTable::of);

    static final Watched<DeadLetter> DEAD_LETTERS = flowing(
            Topic.DEAD_LETTERS,
            DeadLetter.class,
            Start.LATEST,
            (letter, terminal) -> List.of(DeadLetterLine.of(letter, terminal)));

    private static <T extends SpecificRecord> Watched<T> flowing(
            Topic topic, Class<T> recordClass, Start usualStart, BiFunction<T, Terminal, List<String>> lines) {
        return new Watched<>(topic, recordClass, usualStart, lines, terminal -> Display.lines(lines, terminal));
    }

    /** For people. */
    Display<T> text(Terminal terminal) {
        return terminal.redraws() ? live.apply(terminal) : Display.lines(lines, terminal);
    }
}
