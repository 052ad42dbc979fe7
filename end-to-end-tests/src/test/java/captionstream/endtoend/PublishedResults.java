package captionstream.endtoend;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.ExtremeCaption;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the topics say of one model over all time, or in its latest window of a length: of every key the latest record.
 *
 * @param window all, 1m, 5m or 1h
 */
record PublishedResults(KafkaConnection kafka, String window) {
    PromptRanking ranking(String weighting) {
        return the(rankings(), ranking -> ranking.getWeighting().equals(weighting));
    }

    /** In the order of the prompts. */
    List<PromptStatistics> statistics() {
        Collection<PromptStatistics> statistics = latest(
                Topic.PROMPT_STATISTICS,
                PromptStatistics.class,
                r -> new Scope(r.getWindow(), r.getWindowStart()),
                PromptStatistics::getPrompt);
        return statistics.stream()
                .sorted(Comparator.comparing(PromptStatistics::getPromptIndex))
                .toList();
    }

    Collection<PromptCompatibility> compatibility() {
        return latest(
                Topic.PROMPT_COMPATIBILITY,
                PromptCompatibility.class,
                r -> new Scope(r.getWindow(), r.getWindowStart()),
                PromptCompatibility::getRowPrompt);
    }

    /** @param end best or worst */
    List<ExtremeCaption> extremes(String end) {
        Collection<CaptionExtremes> extremes = latest(
                Topic.CAPTION_EXTREMES,
                CaptionExtremes.class,
                r -> new Scope(r.getWindow(), r.getWindowStart()),
                CaptionExtremes::getEnd);
        return the(extremes, candidate -> candidate.getEnd().equals(end)).getEntries();
    }

    /** Those whose events are in the window that is ranked. */
    List<Caption> captions() {
        PromptRanking ranking = ranking("raw");
        return TopicContents.of(kafka, Topic.CAPTIONS, Caption.class).stream()
                .filter(caption -> ranking.getWindow() == null
                        || !caption.getEventTime().isBefore(ranking.getWindowStart())
                                && caption.getEventTime().isBefore(ranking.getWindowEnd()))
                .toList();
    }

    private Collection<PromptRanking> rankings() {
        return latest(
                Topic.PROMPT_RANKINGS,
                PromptRanking.class,
                r -> new Scope(r.getWindow(), r.getWindowStart()),
                PromptRanking::getWeighting);
    }

    private record Scope(@Nullable String window, @Nullable Instant start) {
        boolean isOf(String wanted) {
            return Objects.requireNonNullElse(window, "all").equals(wanted);
        }
    }

    private <T extends SpecificRecord> Collection<T> latest(
            Topic topic, Class<T> type, Function<T, Scope> scope, Function<T, String> key) {
        List<T> records = TopicContents.of(kafka, topic, type).stream()
                .filter(record -> record != null && scope.apply(record).isOf(window))
                .toList();
        Instant start = records.stream()
                .map(record -> scope.apply(record).start())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        LinkedHashMap<String, T> byKey = new LinkedHashMap<>();
        records.stream()
                .filter(record -> Objects.equals(scope.apply(record).start(), start))
                .forEach(record -> byKey.put(key.apply(record), record));
        return byKey.values();
    }

    private static <T> T the(Collection<T> records, Predicate<T> wanted) {
        return records.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("The topic has no such record yet"));
    }
}
