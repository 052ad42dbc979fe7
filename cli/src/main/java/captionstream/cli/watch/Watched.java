package captionstream.cli.watch;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.PromptFeedback;
import captionstream.PromptRanking;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.schemas.Topic;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * What can be watched.
 *
 * @param usualStart where watching starts unless asked otherwise: now, or for a compacted topic at its latest values
 * @param lines a record for people
 */
record Watched<T extends SpecificRecord>(
        Topic topic, Class<T> recordClass, Start usualStart, BiFunction<T, Terminal, List<String>> lines) {

    static final Watched<Caption> CAPTIONS = new Watched<>(
            Topic.CAPTIONS,
            Caption.class,
            Start.LATEST,
            (caption, terminal) -> List.of(CaptionLine.of(caption, terminal)));

    static final Watched<PromptRanking> RANKINGS =
            new Watched<>(Topic.PROMPT_RANKINGS, PromptRanking.class, Start.BEGINNING, RankingTable::of);

    static final Watched<PromptFeedback> FEEDBACK =
            new Watched<>(Topic.PROMPT_FEEDBACK, PromptFeedback.class, Start.BEGINNING, FeedbackTable::of);

    static final Watched<DeadLetter> DEAD_LETTERS = new Watched<>(
            Topic.DEAD_LETTERS,
            DeadLetter.class,
            Start.LATEST,
            (letter, terminal) -> List.of(DeadLetterLine.of(letter, terminal)));
}
